package dev.mplp.event;

import dev.mplp.model.ContextId;
import dev.mplp.model.RunId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, record by record, in the wire shapes of the protocol. */
public interface Events {

  /**
   * Records after a position, ascending: never a gap, a repeat, or an effect before its cause.
   *
   * @param contextId only those of this Context; null for all of the tenant
   * @param after 0 for the beginning, else the last {@link EventRecord#position()} seen
   * @param limit 1 to 1000
   */
  List<EventRecord> read(@Nullable ContextId contextId, long after, int limit);

  /**
   * As {@link #read}, but waits up to {@code timeout} while there is nothing.
   *
   * @return empty when the time is over
   */
  List<EventRecord> poll(@Nullable ContextId contextId, long after, int limit, Duration timeout);

  /** What is read of one run in one piece has at most so many bytes, as it is stored. */
  int LARGEST_RUN = 64 << 20;

  /**
   * Everything of one run, in order; waits a moment for what has no position yet.
   *
   * @throws dev.mplp.TooLargeException when it has more than {@link #LARGEST_RUN} bytes, or 250,000
   *     records: {@link #read} of its Context tells them page by page
   */
  List<EventRecord> ofRun(RunId runId);

  /**
   * Follows the log.
   *
   * @param after 0 for the beginning, else where a former watch or reader had come to
   */
  Watch watch(EventFilter filter, long after);

  /**
   * Records an event that no change of the runtime's own state proves: an intent, a webhook, a call
   * of a model. It comes back among the {@link EventRecord#observability()} of its record exactly
   * as it was given.
   *
   * @param contextId the Context that it belongs to; null for none
   * @throws dev.mplp.ConflictException code {@code NOT_FOR_HOSTS} when its type is one that the
   *     runtime emits by itself, or is not of its family; the message lists those that a host
   *     records
   * @throws dev.mplp.NotFoundException when there is no such Context
   * @throws dev.mplp.ValidationException when it is not valid
   */
  void record(@Nullable ContextId contextId, ObservabilityEvent event);

  /**
   * Records an event of a session, its turns, broadcasts and conflicts: the runtime does not carry
   * them out. It comes back among the {@link EventRecord#map()} of its record exactly as it was
   * given; its {@code session_id} is that of a Collab, and belongs to the Context of it.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_FOR_HOSTS} when its type is one that the
   *     runtime emits by itself, {@code COLLAB_NOT_ACTIVE} when the session has not begun or is
   *     over
   * @throws dev.mplp.NotFoundException when there is no such Collab
   * @throws dev.mplp.ValidationException when it is not valid
   */
  void record(MapEvent event);
}
