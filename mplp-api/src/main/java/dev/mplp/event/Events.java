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

  /** Everything of one run, in order; waits a moment for what has no position yet. */
  List<EventRecord> ofRun(RunId runId);
}
