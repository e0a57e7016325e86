package dev.mplp.runtime.collab;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabFilter;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.collab.CollabSummary;
import dev.mplp.collab.Collabs;
import dev.mplp.event.Watch;
import dev.mplp.model.CollabId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.TeamRecords;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Transitions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Collabs service of a caller. */
public final class CollabService implements Collabs {

  private final Caller caller;
  private final EventService events;
  private final ObjectStore<Collab> collabs;

  /** The service of this caller. */
  public CollabService(Caller caller, EventService events) {
    this.caller = caller;
    this.events = events;
    this.collabs = new ObjectStore<>(caller, ObjectType.COLLAB);
  }

  @Override
  public Collab create(Collab collab) {
    Participants.check(collab.participants());
    return collabs.create(collab);
  }

  @Override
  public Collab get(CollabId collabId) {
    return read(collabId).value();
  }

  @Override
  public Versioned<Collab> read(CollabId collabId) {
    return collabs.look(collabId);
  }

  @Override
  public Versioned<Collab> update(Collab collab, long version) {
    caller.may(ModuleName.COLLAB, "update", collab.collabId());
    Participants.check(collab.participants());
    Collab stored = collabs.stored(collab.collabId()).value();
    boolean same =
        collab.mode() == stored.mode() && collab.participants().equals(stored.participants());
    if (!same && stored.status() != CollabStatus.DRAFT) {
      throw new ConflictException(
          "READ_ONLY_PART",
          "mode and participants of collab "
              + collab.collabId()
              + " are updated while it is a draft, but it is "
              + stored.status().wire()
              + "; participants join and leave");
    }
    return collabs.update(collab, version);
  }

  @Override
  public Collab start(CollabId collabId) {
    return move(
        collabId,
        "start",
        CollabStatus.ACTIVE,
        null,
        draft -> only(draft, CollabStatus.DRAFT, "started", "resumed"));
  }

  @Override
  public Collab suspend(CollabId collabId, @Nullable String reason) {
    return move(collabId, "suspend", CollabStatus.SUSPENDED, reason, UnaryOperator.identity());
  }

  @Override
  public Collab resume(CollabId collabId) {
    return move(
        collabId,
        "resume",
        CollabStatus.ACTIVE,
        null,
        suspended -> only(suspended, CollabStatus.SUSPENDED, "resumed", "started"));
  }

  @Override
  public Collab complete(CollabId collabId) {
    return move(collabId, "complete", CollabStatus.COMPLETED, null, UnaryOperator.identity());
  }

  @Override
  public Collab cancel(CollabId collabId, @Nullable String reason) {
    return move(collabId, "cancel", CollabStatus.CANCELLED, reason, UnaryOperator.identity());
  }

  /** Two ways lead to active: a session that is resumed has been started before. */
  private static Collab only(Collab collab, CollabStatus from, String asked, String instead) {
    if (collab.status() != from) {
      throw new IllegalTransitionException(
          "collab " + collab.collabId(),
          collab.status().wire(),
          asked,
          List.of(instead, CollabStatus.CANCELLED.wire()));
    }
    return collab;
  }

  private Collab move(
      CollabId collabId,
      String action,
      CollabStatus to,
      @Nullable String reason,
      UnaryOperator<Collab> edit) {
    return collabs.moved(collabId, action, Transitions.COLLAB, to, reason, edit).value();
  }

  @Override
  public Collab join(CollabId collabId, CollabParticipant participant) {
    return collabs
        .edit(
            collabId,
            "join",
            collab -> Participants.join(collab, participant),
            (before, after) -> TeamRecords.collabJoined(before, after, participant))
        .value();
  }

  @Override
  public Collab leave(CollabId collabId, String participantId) {
    return collabs
        .edit(
            collabId,
            "leave",
            collab -> Participants.leave(collab, participantId),
            (before, after) -> TeamRecords.collabLeft(before, after, participantId))
        .value();
  }

  @Override
  public Page<CollabSummary> list(CollabFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    where.put("mode", filter.mode() == null ? null : filter.mode().wire());
    return collabs.list(where, filter.archived(), after, limit, CollabService::summary);
  }

  private static CollabSummary summary(Versioned<Collab> stored) {
    Collab collab = stored.value();
    return new CollabSummary(
        collab.collabId(),
        collab.contextId(),
        collab.title(),
        collab.mode(),
        collab.status(),
        collab.participants().size(),
        stored.version());
  }

  @Override
  public void archive(CollabId collabId) {
    Archive.archive(
        caller,
        ObjectType.COLLAB,
        collabId,
        collab -> collab.status().isTerminal(),
        "completed or cancelled",
        over -> List.of());
  }

  @Override
  public void purge(CollabId collabId) {
    collabs.purge(
        collabId,
        collab -> collab.status().isTerminal(),
        "completed or cancelled",
        over -> List.of());
  }

  @Override
  public Watch watch(CollabId collabId, long after) {
    return collabs.watch(collabId, after, events);
  }
}
