package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabStatus;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Events;
import dev.mplp.event.MapEvent;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.RunId;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.role.Target;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.HostEvents;
import dev.mplp.runtime.event.HostMapEvents;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    caller.may(READ, null, contextId);
    return log.read(contextId, after, limit);
  }

  @Override
  public List<EventRecord> poll(
      @Nullable ContextId contextId, long after, int limit, Duration timeout) {
    caller.may(READ, null, contextId);
    return log.poll(contextId, after, limit, timeout);
  }

  /** A Trace that a host made can have the id of a run of elsewhere whose own Trace is gone. */
  private Optional<String> contextOfTrace(RunId runId) {
    return caller
        .storage()
        .get(new DocumentKey(caller.tenant(), ModuleName.TRACE.wire(), runId.uuid().toString()))
        .map(document -> document.index().get("context_id"));
  }

  @Override
  public List<EventRecord> ofRun(RunId runId) {
    caller.may(READ, new TraceId(runId.uuid()));
    Optional<String> own = contextOfTrace(runId);
    return log.ofRun(
        runId,
        contextId -> {
          if (own.filter(contextId.value()::equals).isEmpty()) {
            caller.may(READ, null, contextId);
          }
        });
  }

  @Override
  public Watch watch(EventFilter filter, long after) {
    caller.may(READ, null, filter.contextId());
    return CheckedWatch.in(caller, READ, filter.contextId(), log.watch(filter, after));
  }

  @Override
  public void record(@Nullable ContextId contextId, ObservabilityEvent event) {
    caller.may("event.record", null, contextId);
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

  @Override
  public void record(MapEvent event) {
    caller.check("event.record", new Target(ModuleName.COLLAB, event.sessionId(), null));
    HostMapEvents.check(event);
    caller.commits().apply("collab " + event.sessionId(), () -> recording(event));
  }

  /** The session goes on in the very commit. */
  private Commits.Change<MapEvent> recording(MapEvent event) {
    DocumentKey key = new DocumentKey(caller.tenant(), ModuleName.COLLAB.wire(), event.sessionId());
    Versioned<Collab> session =
        caller
            .storage()
            .get(key)
            .map(document -> ProtocolObjects.read(document, Collab.class))
            .orElseThrow(() -> new NotFoundException("collab", event.sessionId()));
    CollabStatus status = session.value().status();
    if (status != CollabStatus.ACTIVE && status != CollabStatus.SUSPENDED) {
      throw new ConflictException(
          "COLLAB_NOT_ACTIVE",
          "collab "
              + event.sessionId()
              + " is "
              + status.wire()
              + ": nothing happens in a session that has not begun or is over");
    }
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(
                new Change.CheckDocument(
                    ModuleName.COLLAB.wire(), event.sessionId(), session.version()))
            .add(new Change.AppendLog(HostMapEvents.recorded(event, session.value())))
            .build();
    return new Commits.Change<>(set, event);
  }
}
