package dev.mplp.examples.server.routes;

import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.flow.ImportedFlow;

/** The objects of one piece of work together, in one document. */
final class FlowRoutes {

  private FlowRoutes() {}

  static void declare(Routes routes) {
    Routes.Group flows = routes.group("flows", "The objects of one piece of work together");

    flows
        .post("/flows", "importFlow", "Adopts the objects of a flow as they stand")
        .calls("flows.importFlow")
        .takes(FlowDocument.class)
        .answers(Reply.of(ImportedFlow.class))
        .by(call -> call.mplp().flows().importFlow(call.body().flow()));

    flows
        .get("/contexts/{context_id}/flow", "exportContext", "All objects of a Context")
        .calls("flows.exportContext")
        .with(ContextRoutes.CONTEXT)
        .refuses(422)
        .answers(Reply.of(FlowDocument.class))
        .by(
            call ->
                FlowDocument.of(
                    call.mplp().flows().exportContext(call.get(ContextRoutes.CONTEXT))));

    flows
        .get(
            "/contexts/{context_id}/objects",
            "exportObjects",
            "All objects of a Context, each on a line of its own")
        .calls("flows.exportContext")
        .with(ContextRoutes.CONTEXT)
        .answers(Reply.lines(ObjectLine.class))
        .by(LineExport::of);

    flows
        .post(
            "/contexts/{context_id}/objects",
            "importObjects",
            "Adopts the objects of an export line by line, and tells what became of each")
        .calls("flows.importInto")
        .with(ContextRoutes.CONTEXT)
        .takesLines(ObjectLine.class)
        .answers(Reply.lines(ImportLine.class))
        .by(LineImport::of);

    flows
        .get(
            "/executions/{execution_id}/flow",
            "exportExecution",
            "The Context, the Plan, the Traces and Confirms of an execution")
        .calls("flows.exportExecution")
        .with(ExecutionRoutes.EXECUTION)
        .refuses(422)
        .answers(Reply.of(FlowDocument.class))
        .by(
            call ->
                FlowDocument.of(
                    call.mplp().flows().exportExecution(call.get(ExecutionRoutes.EXECUTION))));
  }
}
