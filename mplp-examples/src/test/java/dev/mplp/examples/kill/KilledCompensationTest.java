package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans that grow, are revised on the way and fail in the end, done and undone by two worker
 * processes one of which is killed again and again: what was done is undone, each once, as the
 * outside system saw it.
 */
class KilledCompensationTest {

  private static final int PLANS = Boolean.getBoolean("mplp.full") ? 200 : 30;

  /** Of a plan: those that it begins with, the one that is grown, the one that is added. */
  private static final int DONE = 4 + 1 + 1;

  private static KillServer server;

  @TempDir Path logs;

  @BeforeAll
  static void startServer() {
    server = new KillServer();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void plans_that_fail_are_undone_once_whoever_is_killed() throws Exception {
    KillServer.Database database = server.create();
    Effects effects = new Effects(database.jdbcUrl());
    effects.create();
    try (Mplp mplp = database.observer();
        Workers workers = new Workers(database.arguments(), logs, 20260413)) {
      List<ExecutionId> executions = start(mplp);
      workers.start();
      workers.start();
      for (int done = PLANS; done < 2 * PLANS * DONE; done += 2 * PLANS) {
        long goal = done;
        Waiting.until(
            done + " effects", () -> effects.number("select n from effect_total") >= goal);
        workers.killOne();
        workers.start();
      }
      for (ExecutionId id : executions) {
        check(mplp, mplp.plans().execution(id).await(Duration.ofMinutes(2)));
      }
      assertThat(effects.number("select count(*) from effect")).isEqualTo(2L * PLANS * DONE);
      assertThat(effects.number("select count(*) from effect where key like '%/compensation'"))
          .isEqualTo((long) PLANS * DONE);
      assertThat(effects.number("select count(*) from effect_call"))
          .isLessThanOrEqualTo(2L * PLANS * DONE + workers.repeatsAllowed());
    }
    effects.close();
  }

  private static List<ExecutionId> start(Mplp mplp) {
    Context context = mplp.contexts().open("Killed compensations", Root.of("test", "test"));
    List<ExecutionId> executions = new ArrayList<>();
    for (int i = 0; i < PLANS; i++) {
      Plan plan = mplp.plans().create(plan(context));
      Execution execution =
          mplp.plans()
              .execute(
                  plan.planId(),
                  ExecutionOptions.builder().onFailure(FailurePolicy.COMPENSATE).build());
      revise(mplp, plan.planId());
      executions.add(execution.executionId());
    }
    return executions;
  }

  /** The step that grows names the one that is to wait for what it adds. */
  private static Plan plan(Context context) {
    PlanBuilder plan =
        Plan.builder(context.contextId(), "Killed", "It is undone")
            .step(WorkerProcess.REFUSES, step -> step.role("worker").after("three"));
    String last = plan.stepId(WorkerProcess.REFUSES).value();
    return plan.step("one", "worker")
        .step(
            "grow",
            step -> step.description(WorkerProcess.GROWS + ' ' + last).role("worker").after("one"))
        .step("two", step -> step.role("worker").after("grow"))
        .step("three", step -> step.role("worker").after("two"))
        .build();
  }

  /** One step more before the one that fails. */
  private static void revise(Mplp mplp, PlanId planId) {
    Versioned<Plan> read = mplp.plans().read(planId);
    List<PlanStep> steps = new ArrayList<>(read.value().steps());
    PlanStep refuse = steps.get(0);
    PlanStep added =
        PlanStep.builder("added")
            .agentRole("worker")
            .dependencies(List.of(steps.get(4).stepId()))
            .build();
    List<StepId> before = new ArrayList<>(refuse.dependencies());
    before.add(added.stepId());
    steps.set(0, refuse.withDependencies(before));
    steps.add(added);
    mplp.plans().revise(read.value().withSteps(steps), read.version());
  }

  private static void check(Mplp mplp, ExecutionResult result) {
    assertThat(result.execution().state()).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(mplp.plans().get(result.execution().planId()).status()).isEqualTo(PlanStatus.FAILED);
    List<StepOutcome> completed =
        result.steps().stream().filter(s -> s.status() == StepStatus.COMPLETED).toList();
    assertThat(completed).hasSize(DONE).allMatch(StepOutcome::isCompensated);
    RunId pass = new RunId(result.execution().compensation().traceId().uuid());
    List<String> undone =
        mplp.events().ofRun(pass).stream()
            .filter(record -> record.type().equals("compensation.completed"))
            .map(KilledCompensationTest::step)
            .toList();
    assertThat(undone)
        .containsExactlyInAnyOrderElementsOf(
            completed.stream().map(step -> step.stepId().value()).toList());
  }

  private static String step(EventRecord record) {
    return record.inline().data().asObject().string("step_id").orElseThrow();
  }
}
