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
    runByLine(caller, context);
  }

  private static void runByLine(Caller caller, ContextId context) {
    String exported =
        caller.to("exportObjects", context).holding("*.read").answers().response().body();
    assertThat(exported)
        .startsWith("{\"kind\":\"context\"")
        .endsWith("{\"kind\":\"end\",\"objects\":3}\n");

    ContextId elsewhere = ContextId.random();
    JsonObject bringing = caller.to("getContext", context).answers().json();
    String scope = line("context", bringing.with("context_id", elsewhere.value()));
    Plan plan = PlanExamples.plan(elsewhere, "away");
    String work = line("plan", WireCodec.standard().toJson(plan));
    String all = scope + work + "{\"kind\":\"end\",\"objects\":2}\n";
    assertThat(sums(caller.to("importObjects", elsewhere).body(all).answers()))
        .contains("\"imported\":2", "\"complete\":true");
    assertThat(sums(caller.to("importObjects", elsewhere).body(all).answers()))
        .contains("\"unchanged\":2", "\"complete\":true");
    ContextId nowhere = ContextId.random();
    caller
        .to("importObjects", nowhere)
        .body(work.replace(elsewhere.value(), nowhere.value()))
        .refused(404, "CONTEXT_NOT_FOUND");
  }

  private static String line(String kind, JsonObject object) {
    return JsonObject.of("kind", kind, "object", object).toString() + '\n';
  }

  private static String sums(Answered answer) {
    return answer.response().body().lines().reduce((first, last) -> last).orElseThrow();
  }
}
