package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.ContextSummary;
import dev.mplp.context.Contexts;
import dev.mplp.context.Root;
import dev.mplp.context.SemanticGraph;
import dev.mplp.context.Verification;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.ContextId;

/** Contexts. */
final class ContextRoutes {

  static final Param<ContextId> CONTEXT =
      Param.path("context_id", ContextId.class, "which Context");

  private static final Param<ContextStatus> STATUS =
      Param.query("status", ContextStatus.class, "only those of this status");
  private static final Param<Source> SOURCE =
      Param.query("source", Source.class, Source.STORED, "of what the graph is made");

  private ContextRoutes() {}

  /** A Context to open. */
  record ContextToOpen(String title, Root root) {}

  /** Where a graph comes from. */
  enum Source {
    STORED,
    LOG
  }

  static void declare(Routes routes) {
    Routes.Group group = routes.group("contexts", "Contexts: the scopes of all work");
    ObjectRoutes<Contexts, Context, ContextId> contexts =
        new ObjectRoutes<>(
            group, "/contexts", "contexts", "Context", Context.class, CONTEXT, Mplp::contexts);
    contexts.create(Contexts::create);
    group
        .post("/contexts/open", "openContext", "Creates a Context and activates it")
        .calls("contexts.open")
        .takes(ContextToOpen.class)
        .answers(Reply.created(Context.class, contexts::pathOf))
        .by(call -> contexts.of(call).open(call.body().title(), call.body().root()));
    contexts.list(
        ContextSummary.class,
        call -> contexts.of(call).list(filter(call), call.find(AFTER), call.get(LIMIT)),
        STATUS,
        Archived.PARAM);
    group
        .get("/contexts/system", "systemContext", "The tenant's own Context")
        .calls("contexts.system")
        .answers(Reply.of(Context.class))
        .by(call -> contexts.of(call).system());
    contexts.get(Reply.versioned(Context.class), Contexts::read);
    contexts.change(Reply.versioned(Context.class), Contexts::read, Contexts::update);
    contexts.act("activate", "To active", Context.class, Contexts::activate);
    contexts.actFor("suspend", "Holds what runs in it", Context.class, Contexts::suspend);
    contexts.actFor("close", "Closes it; what runs is cancelled", Context.class, Contexts::close);
    contexts.act("archive", "Puts a closed Context away", Context.class, Contexts::archive);
    contexts.purge(Contexts::purge);
    contexts.history(Contexts::watch);
    declareViews(group);
  }

  private static void declareViews(Routes.Group contexts) {
    contexts
        .post(
            "/contexts/{context_id}/verify",
            "verifyContext",
            "Compares all that is stored of a Context with its log and the invariants")
        .calls("contexts.verify")
        .with(CONTEXT)
        .answers(Reply.of(Verification.class))
        .by(call -> call.mplp().contexts().verify(call.get(CONTEXT)));

    contexts
        .get("/contexts/{context_id}/graph", "contextGraph", "What there is in a Context")
        .calls("contexts.graph", "contexts.graphFromLog")
        .with(CONTEXT, SOURCE)
        .refuses(410, 422)
        .answers(Reply.of(SemanticGraph.class))
        .by(
            call ->
                call.get(SOURCE) == Source.LOG
                    ? call.mplp().contexts().graphFromLog(call.get(CONTEXT))
                    : call.mplp().contexts().graph(call.get(CONTEXT)));
  }

  private static ContextFilter filter(Call<Void> call) {
    ContextStatus status = call.find(STATUS);
    return new ContextFilter(status, call.get(Archived.PARAM).orAnyIf(status != null));
  }
}
