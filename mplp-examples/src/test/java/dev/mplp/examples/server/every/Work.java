package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.Shapes;
import java.time.Duration;
import java.time.Instant;

/** Plans of few steps, and who does them. */
final class Work {

  /** Steps of this role are done. */
  static final String DONE = "done";

  /** Steps of this role are done, and cannot be undone. */
  static final String STUCK = "stuck";

  /** Steps of this role fail. */
  static final String BROKEN = "broken";

  /** Steps of this role wait, as nobody does them. */
  static final String NOBODY = "nobody";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Work() {}

  /** From now on somebody does what can be done. */
  static void begin(Caller caller) {
    StepError error = StepError.permanent("BROKEN", "it never works");
    caller
        .mplp()
        .handlers()
        .register(DONE, call -> StepResult.completed(JsonObject.of("text", "done")));
    caller
        .mplp()
        .handlers()
        .register(STUCK, call -> StepResult.completed(), call -> CompensationResult.failed(error));
    caller.mplp().handlers().register(BROKEN, call -> StepResult.failed(error));
  }

  /** A plan whose steps, of these roles, are done one after the other. */
  static Plan plan(ContextId context, String... roles) {
    var plan = Plan.builder(context, "Work", "something done");
    for (int i = 0; i < roles.length; i++) {
      String role = roles[i];
      String[] before = i == 0 ? new String[0] : new String[] {"step" + (i - 1)};
      plan.step("step" + i, step -> step.description("A step").role(role).after(before));
    }
    return plan.build();
  }

  /** A plan that is stored. */
  static Plan created(Caller caller, ContextId context, String... roles) {
    Plan plan = plan(context, roles);
    caller.to("createPlan").body(Shapes.PLAN, plan).answers();
    return plan;
  }

  /** Starts to execute a plan; the identifier of the execution. */
  static String started(Caller caller, Plan plan, String options) {
    return caller.to("executePlan", plan.planId()).body(options).answers().located();
  }

  /** Waits until an execution stands where it is to. */
  static JsonObject awaited(Caller caller, String execution, String state) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      JsonObject seen = caller.to("getExecution", execution).answers().json();
      if (seen.string("state").orElseThrow().equals(state)) {
        return seen;
      }
      assertThat(Instant.now()).as(seen.toString()).isBefore(end);
      Thread.onSpinWait();
    }
  }
}
