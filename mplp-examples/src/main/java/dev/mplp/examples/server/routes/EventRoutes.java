package dev.mplp.examples.server.routes;

import dev.mplp.event.EventFilter;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;

/** The log of everything that happened. */
final class EventRoutes {

  private static final Param<ContextId> CONTEXT =
      Param.query("context_id", ContextId.class, "only what happened in this Context");
  private static final Param<ModuleName> MODULE =
      Param.query("module", ModuleName.class, "only what is about objects of this module");
  private static final Param<ObjectId> OBJECT =
      Param.query("object_id", ObjectId.class, "only what is about this object");

  private EventRoutes() {}

  static void declare(Routes routes) {
    Routes.Group events = routes.group("events", "Events: what happened, in its order");

    events
        .get("/events", "listEvents", "What happened after a position, as a page or as a stream")
        .calls("events.read", "events.poll", "events.watch")
        .with(CONTEXT, MODULE, OBJECT)
        .with(History.PARAMS)
        .refuses(410, 422, 503)
        .answers(History.REPLY)
        .by(
            call -> {
              ContextId context = call.find(CONTEXT);
              EventFilter filter = new EventFilter(context, call.find(MODULE), call.find(OBJECT));
              return History.of(
                  call, context, call.mplp().events().watch(filter, History.after(call)));
            });
  }
}
