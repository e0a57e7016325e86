package dev.mplp.examples.server.every;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import java.util.ArrayList;
import java.util.List;

/** Other steps for a Plan that is being executed. */
final class RevisionExamples {

  private RevisionExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    String id = PlanExamples.made(caller, context, "away");
    caller.to("executePlan", id).answers();

    Answered read = caller.to("getPlan", id).answers();
    caller.to("revisePlan", id).over(read).body(longer(read)).answers();
    caller.to("revisePlan", id).over(read).body(longer(read)).refused(412, "VERSION_CONFLICT");

    String applied = proposed(caller, id);
    caller.to("listRevisions", id).answers();
    caller.to("getRevision", applied).answers();
    caller.to("applyRevision", applied).answers();
    caller.to("withdrawRevision", proposed(caller, id)).body("{'reason': 'no'}").answers();
    caller.to("cancelPlan", id).answers();
  }

  private static String proposed(Caller caller, String id) {
    Answered read = caller.to("getPlan", id).answers();
    JsonObject options = JsonObject.of("reason", "more to do", "by_hand", true);
    return caller
        .to("proposeRevision", id)
        .over(read)
        .body(JsonObject.of("plan", longer(read), "options", options))
        .answers()
        .located();
  }

  private static JsonObject longer(Answered read) {
    Plan plan = WireCodec.standard().fromJson(Shapes.PLAN, read.json());
    List<PlanStep> steps = new ArrayList<>(plan.steps());
    steps.add(PlanStep.builder("Look again").agentRole("away").build());
    return WireCodec.standard().toJson(plan.withSteps(steps));
  }
}
