package dev.mplp.runtime.object;

import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Events;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.RunId;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.HostEvents;
import dev.mplp.runtime.event.Records;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Events service of a caller. */
public final class CallerEvents implements Events {

  private static final String READ = "event.read";

  private final Caller caller;
  private final EventService log;

  /** The service of this caller over the log of its tenant. */
  public CallerEvents(Caller caller, EventService log) {
    this.caller = caller;
    this.log = log;
  }

  @Override
  public List<EventRecord> read(@Nullable ContextId contextId, long after, int limit) {
    caller.may(READ, contextId);
    return log.read(contextId, after, limit);
  }

  @Override
  public List<EventRecord> poll(
      @Nullable ContextId contextId, long after, int limit, Duration timeout) {
    caller.may(READ, contextId);
    return log.poll(contextId, after, limit, timeout);
  }

  @Override
  public List<EventRecord> ofRun(RunId runId) {
    caller.may(READ, runId);
    return log.ofRun(runId);
  }

  @Override
  public Watch watch(EventFilter filter, long after) {
    caller.may(READ, filter.contextId());
    return log.watch(filter, after);
  }

  @Override
  public void record(@Nullable ContextId contextId, ObservabilityEvent event) {
    caller.may("event.record", contextId);
    HostEvents.check(event);
    if (contextId != null) {
      ObjectStore.checkExists(caller, contextId);
    }
    caller
        .commits()
        .commit(
            ChangeSet.builder(caller.tenant())
                .add(new Change.AppendLog(Records.recorded(event, contextId)))
                .build());
  }
}
