package dev.mplp.examples.server.routes;

import dev.mplp.event.EventRecord;
import dev.mplp.event.MapEvent;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.ContextId;
import dev.mplp.model.RunId;
import org.jspecify.annotations.Nullable;

/** Events of one run, and those that only the host knows of. */
final class RecordingRoutes {

  private static final Param<RunId> RUN =
      Param.path("run_id", RunId.class, "which run of an execution, as its Trace is called");

  private RecordingRoutes() {}

  /**
   * An event that the runtime cannot know.
   *
   * @param contextId the Context that it belongs to; absent for none
   */
  record EventToRecord(@Nullable ContextId contextId, ObservabilityEvent event) {}

  static void declare(Routes routes) {
    Routes.Group events = routes.group("events", "Events: what happened, in its order");

    events
        .get("/runs/{run_id}/events", "eventsOfRun", "Everything of one run of an execution")
        .calls("events.ofRun")
        .with(RUN)
        .refuses(422)
        .answers(Reply.of(Forms.list(EventRecord.class)))
        .by(call -> call.mplp().events().ofRun(call.get(RUN)));

    events
        .post("/events", "recordEvent", "Records an event that no change of state proves")
        .calls("events.record")
        .takes(EventToRecord.class)
        .answers(Reply.done())
        .by(
            call ->
                Done.after(
                    () ->
                        call.mplp().events().record(call.body().contextId(), call.body().event())));

    events
        .post("/session-events", "recordSessionEvent", "Records an event of a Collab's session")
        .calls("events.record")
        .takes(MapEvent.class)
        .answers(Reply.done())
        .by(call -> Done.after(() -> call.mplp().events().record(call.body())));
  }
}
