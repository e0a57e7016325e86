package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.ContextSummary;
import dev.mplp.context.Root;
import dev.mplp.context.SemanticGraph;
import dev.mplp.context.Verification;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
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
    Routes.Group contexts = routes.group("contexts", "Contexts: the scopes of all work");

    contexts
        .post("/contexts", "createContext", "Creates a Context as given")
        .calls("contexts.create")
        .takes(Context.class)
        .answers(Reply.created(Context.class, ContextRoutes::pathOf))
        .by(call -> call.mplp().contexts().create(call.body()));

    contexts
        .post("/contexts/open", "openContext", "Creates a Context and activates it")
        .calls("contexts.open")
        .takes(ContextToOpen.class)
        .answers(Reply.created(Context.class, ContextRoutes::pathOf))
        .by(call -> call.mplp().contexts().open(call.body().title(), call.body().root()));

    contexts
        .get("/contexts", "listContexts", "Contexts, oldest first")
        .calls("contexts.list")
        .with(STATUS, Archived.PARAM)
        .paged()
        .answers(Reply.page(ContextSummary.class))
        .by(call -> call.mplp().contexts().list(filter(call), call.find(AFTER), call.get(LIMIT)));

    contexts
        .get("/contexts/system", "systemContext", "The tenant's own Context")
        .calls("contexts.system")
        .answers(Reply.of(Context.class))
        .by(call -> call.mplp().contexts().system());

    contexts
        .get("/contexts/{context_id}", "getContext", "A Context; its ETag is its version")
        .calls("contexts.read")
        .with(CONTEXT)
        .answers(Reply.versioned(Context.class))
        .by(call -> call.mplp().contexts().read(call.get(CONTEXT)));

    contexts
        .put("/contexts/{context_id}", "replaceContext", "Replaces the content of a Context")
        .calls("contexts.update")
        .with(CONTEXT)
        .ifMatch()
        .takes(Context.class)
        .answers(Reply.versioned(Context.class))
        .by(
            call -> {
              Context context = call.sameId(CONTEXT, "context_id", call.body().contextId());
              return call.mplp().contexts().update(context, call.version());
            });

    contexts
        .patch("/contexts/{context_id}", "patchContext", "Changes parts of a Context")
        .calls("contexts.update", "contexts.read")
        .with(CONTEXT)
        .ifMatch()
        .takesPatchOf(Context.class)
        .answers(Reply.versioned(Context.class))
        .by(
            call -> {
              Context patched = call.patched(call.mplp().contexts().read(call.get(CONTEXT)));
              return call.mplp().contexts().update(patched, call.version());
            });

    contexts
        .delete("/contexts/{context_id}", "purgeContext", "Removes an archived Context for good")
        .calls("contexts.purge")
        .with(CONTEXT)
        .answers(Reply.done())
        .by(call -> Done.after(() -> call.mplp().contexts().purge(call.get(CONTEXT))));

    declareTransitions(contexts);
    declareViews(contexts);
  }

  private static void declareTransitions(Routes.Group contexts) {
    contexts
        .post("/contexts/{context_id}/activate", "activateContext", "To active")
        .calls("contexts.activate")
        .with(CONTEXT)
        .answers(Reply.of(Context.class))
        .by(call -> call.mplp().contexts().activate(call.get(CONTEXT)));

    contexts
        .post("/contexts/{context_id}/suspend", "suspendContext", "Holds what runs in it")
        .calls("contexts.suspend")
        .with(CONTEXT)
        .takes(Reason.class)
        .answers(Reply.of(Context.class))
        .by(call -> call.mplp().contexts().suspend(call.get(CONTEXT), call.body().reason()));

    contexts
        .post("/contexts/{context_id}/close", "closeContext", "Closes it; what runs is cancelled")
        .calls("contexts.close")
        .with(CONTEXT)
        .takes(Reason.class)
        .answers(Reply.of(Context.class))
        .by(call -> call.mplp().contexts().close(call.get(CONTEXT), call.body().reason()));

    contexts
        .post("/contexts/{context_id}/archive", "archiveContext", "Puts a closed Context away")
        .calls("contexts.archive")
        .with(CONTEXT)
        .answers(Reply.of(Context.class))
        .by(call -> call.mplp().contexts().archive(call.get(CONTEXT)));
  }

  private static void declareViews(Routes.Group contexts) {
    contexts
        .get("/contexts/{context_id}/history", "contextHistory", "What happened to the Context")
        .calls("contexts.watch")
        .with(CONTEXT, History.AFTER)
        .answers(Reply.of(History.class))
        .by(
            call ->
                History.of(
                    call.mplp().contexts().watch(call.get(CONTEXT), call.get(History.AFTER))));

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

  private static String pathOf(Context context) {
    return "/contexts/" + context.contextId();
  }

  private static ContextFilter filter(Call<Void> call) {
    ContextStatus status = call.find(STATUS);
    return new ContextFilter(status, call.get(Archived.PARAM).orAnyIf(status != null));
  }
}
