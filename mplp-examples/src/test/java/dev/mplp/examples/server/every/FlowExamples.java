package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.WireCodec;
import java.util.List;

/** Objects that are exported together, and adopted from elsewhere. */
final class FlowExamples {

  private FlowExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    String plan = PlanExamples.made(caller, context, "away");
    String execution = caller.to("executePlan", plan).answers().located();
    caller.to("exportExecution", execution).holding("*.read").answers();
    caller.to("cancelPlan", plan).answers();
    JsonObject flow = caller.to("exportContext", context).holding("*.read").answers().json();
    assertThat(flow.names()).contains("contexts", "plans");

    ContextId elsewhere = ContextId.random();
    Plan brought = PlanExamples.plan(elsewhere, "away");
    JsonObject bringing = caller.to("getContext", context).answers().json();
    JsonObject imported =
        JsonObject.of(
            "contexts",
            List.of(bringing.with("context_id", elsewhere.value())),
            "plans",
            List.of(WireCodec.standard().toJson(brought)));
    caller.to("importFlow").body(imported).answers();
    Plan stray = PlanExamples.plan(ContextId.random(), "away");
    caller
        .to("importFlow")
        .body(JsonObject.of("plans", List.of(WireCodec.standard().toJson(stray))))
        .refused(422, "FLOW_INCONSISTENT");
  }
}
