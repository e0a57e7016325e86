package dev.mplp.collab;

import dev.mplp.event.Watch;
import dev.mplp.model.CollabId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * Collabs: sessions in which several participants work together. Their order is the order of turns:
 * who joins comes last.
 *
 * <p>{@link CollabStatus} tells which status follows which, and by what.
 */
public interface Collabs {

  /** How many may take part in a session. */
  int MOST_PARTICIPANTS = 1_000;

  /**
   * Creates a session as given.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}; {@code CONTEXT_NOT_ACTIVE} when
   *     the Context is closed or archived
   * @throws dev.mplp.ValidationException when it is not valid, two participants have one name, or
   *     there are more than {@link #MOST_PARTICIPANTS}
   */
  Collab create(Collab collab);

  /**
   * The session.
   *
   * @throws dev.mplp.NotFoundException code {@code COLLAB_NOT_FOUND}
   */
  Collab get(CollabId collabId);

  /** As {@link #get}, with the version that {@link #update} takes. */
  Versioned<Collab> read(CollabId collabId);

  /**
   * Replaces title, purpose, governance, tags and trace of a session; while it is a draft also mode
   * and participants.
   *
   * @param version under which the caller read it
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT} when it was changed since,
   *     {@code LOCKED} when its governance forbids changes, {@code READ_ONLY_PART} when status or
   *     Context are others than the stored, or mode or participants are and it is no draft
   * @throws dev.mplp.ValidationException as {@link #create} has it
   */
  Versioned<Collab> update(Collab collab, long version);

  /** draft to active: the session begins. */
  Collab start(CollabId collabId);

  /** active to suspended. */
  Collab suspend(CollabId collabId, @Nullable String reason);

  /** suspended to active. */
  Collab resume(CollabId collabId);

  /** active to completed: ends here. */
  Collab complete(CollabId collabId);

  /** draft, active or suspended to cancelled: ends here. */
  Collab cancel(CollabId collabId, @Nullable String reason);

  /**
   * Lets somebody take part, after all others.
   *
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS} when there is a participant of
   *     this name; {@code COLLAB_ENDED}; {@code LOCKED}
   * @throws dev.mplp.ValidationException when {@link #MOST_PARTICIPANTS} take part already
   */
  Collab join(CollabId collabId, CollabParticipant participant);

  /**
   * Lets somebody take part no more.
   *
   * @throws dev.mplp.NotFoundException code {@code PARTICIPANT_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code LAST_PARTICIPANT} for the only one: a session
   *     that nobody takes part in is cancelled instead; {@code COLLAB_ENDED}; {@code LOCKED}
   */
  Collab leave(CollabId collabId, String participantId);

  /**
   * Sessions, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<CollabSummary> list(CollabFilter filter, @Nullable Cursor after, int limit);

  /**
   * Puts a session away that has ended: lists leave it out unless asked for it, and it is not
   * changed any more, with the code {@code ARCHIVED}; its wire form stays as it is. Nothing happens
   * when it is archived.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not completed or cancelled;
   *     {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code COLLAB_NOT_FOUND}
   */
  void archive(CollabId collabId);

  /**
   * Removes a session that has ended for good. The log keeps its records, and one that tells of the
   * removal.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not completed or cancelled;
   *     {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code COLLAB_NOT_FOUND}
   */
  void purge(CollabId collabId);

  /**
   * Follows what happens to it.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code COLLAB_NOT_FOUND}
   */
  Watch watch(CollabId collabId, long after);
}
