package dev.mplp.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.CompensationCall;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Random plans under every policy, beside what must come of them. */
class RandomPlansTest {

  private static final int PLANS = Boolean.getBoolean("mplp.full") ? 20_000 : 1_500;
  private static final List<FailurePolicy> POLICIES = List.of(FailurePolicy.values());
  private static final List<StepStatus> ANY = List.of(StepStatus.values());
  private static final int AT_ONCE = 50;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Map<String, AtomicInteger> failed = new ConcurrentHashMap<>();
  private final Map<ExecutionId, AtomicInteger> running = new ConcurrentHashMap<>();
  private final Map<ExecutionId, Integer> most = new ConcurrentHashMap<>();
  private final Set<ExecutionId> healed = ConcurrentHashMap.newKeySet();
  private final Set<StepId> done = ConcurrentHashMap.newKeySet();
  private final Set<StepId> undone = ConcurrentHashMap.newKeySet();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  private record Case(long seed, Plan plan, ExecutionOptions options, Execution execution) {
    Expectation expectation() {
      return new Expectation(plan, options.onFailure(), options.retry().maxAttempts());
    }
  }

  @Test
  void randomPlan_underEveryPolicy_comesToWhatTheModelSays() throws Exception {
    try (Mplp mplp = MplpRuntime.builder().concurrency(16).build()) {
      mplp.handlers().registerDefault(this::handle, this::undo);
      Context context = mplp.contexts().open("Random plans", Root.of("lab", "test"));
      long first = Long.getLong("mplp.seed", 1);
      for (long seed = first; seed < first + PLANS; seed += AT_ONCE) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          cases.add(begin(mplp, context, seed + i));
        }
        for (Case one : cases) {
          check(mplp, one);
        }
      }
      assertThat(violations).isEmpty();
    }
  }

  private Case begin(Mplp mplp, Context context, long seed) {
    Random random = new Random(seed);
    Plan plan = mplp.plans().create(plan(random, context));
    plan.steps().stream()
        .filter(step -> step.status() == StepStatus.COMPLETED)
        .forEach(step -> done.add(step.stepId()));
    ExecutionOptions options =
        ExecutionOptions.builder()
            .onFailure(POLICIES.get(random.nextInt(POLICIES.size())))
            .retry(RetryPolicy.attempts(1 + random.nextInt(3)).withoutDelay())
            .parallelism(random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0)
            .build();
    return new Case(seed, plan, options, mplp.plans().execute(plan.planId(), options));
  }

  private static Plan plan(Random random, Context context) {
    int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 12);
    int density = random.nextInt(50);
    int trouble = random.nextInt(3) * 10;
    int adopted = random.nextInt(4) == 0 ? 20 : 0;
    List<StepId> ids = new ArrayList<>();
    List<PlanStep> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      StepId id = StepId.random();
      List<StepId> dependencies = new ArrayList<>();
      for (StepId before : ids) {
        if (random.nextInt(100) < density) {
          dependencies.add(before);
        }
      }
      String what = "ok";
      if (random.nextInt(100) < trouble) {
        what = random.nextBoolean() ? "no" : "busy" + (1 + random.nextInt(3));
      }
      StepStatus status =
          random.nextInt(100) < adopted ? ANY.get(random.nextInt(ANY.size())) : StepStatus.PENDING;
      steps.add(
          new PlanStep(
              id,
              what + " " + i,
              status,
              dependencies.isEmpty() ? null : dependencies,
              null,
              null));
      ids.add(id);
    }
    Collections.shuffle(steps, random);
    PlanBuilder builder = Plan.builder(context.contextId(), "Random", "Come to an end");
    steps.forEach(builder::step);
    return builder.build();
  }

  private StepResult handle(StepCall call) {
    int now =
        running.computeIfAbsent(call.executionId(), k -> new AtomicInteger()).incrementAndGet();
    most.merge(call.executionId(), now, Math::max);
    try {
      if (!done.containsAll(call.inputs().keySet())) {
        violations.add(call.description() + " began before its dependencies were done");
      }
      int failures = Expectation.failures(call.description());
      AtomicInteger before =
          failed.computeIfAbsent(call.idempotencyKey(), k -> new AtomicInteger());
      if (healed.contains(call.executionId()) || before.get() >= failures) {
        done.add(call.stepId());
        return StepResult.completed();
      }
      before.incrementAndGet();
      return StepResult.failed(
          failures == Integer.MAX_VALUE
              ? StepError.permanent("NO", "it cannot be done")
              : StepError.transientError("BUSY", "not now"));
    } finally {
      running.get(call.executionId()).decrementAndGet();
    }
  }

  private CompensationResult undo(CompensationCall call) {
    if (!done.contains(call.stepId()) || !undone.add(call.stepId())) {
      violations.add(call.description() + " was not done, or is undone already");
    }
    if (call.inputs().keySet().stream().anyMatch(undone::contains)) {
      violations.add(call.description() + " is undone after what it depended on");
    }
    return CompensationResult.compensated();
  }

  /** What was done here is undone, and nothing else. */
  private void checkUndone(Case one, ExecutionResult result) {
    boolean asked = one.options().onFailure() == FailurePolicy.COMPENSATE;
    for (StepOutcome outcome : result.steps()) {
      boolean toUndo = asked && outcome.status() == StepStatus.COMPLETED && outcome.attempts() > 0;
      assertThat(outcome.isCompensated())
          .as("seed %d: %s", one.seed(), outcome)
          .isEqualTo(toUndo)
          .isEqualTo(undone.contains(outcome.stepId()));
    }
  }

  private ExecutionState failed(ExecutionResult result) {
    return result.steps().stream().anyMatch(StepOutcome::isCompensated)
        ? ExecutionState.COMPENSATED
        : ExecutionState.FAILED;
  }

  private void check(Mplp mplp, Case one) throws InterruptedException {
    Expectation expectation = one.expectation();
    ExecutionResult result = one.execution().await(SOON);
    assertThat(expectation.objections(result.steps())).as("seed %d", one.seed()).isEmpty();
    assertThat(result.execution().state())
        .as("seed %d", one.seed())
        .isEqualTo(expectation.fails() ? failed(result) : ExecutionState.COMPLETED);
    if (expectation.fails()) {
      checkUndone(one, result);
    }
    Plan stored = mplp.plans().get(one.plan().planId());
    assertThat(stored.status())
        .as("seed %d", one.seed())
        .isEqualTo(expectation.fails() ? PlanStatus.FAILED : PlanStatus.COMPLETED);
    for (StepOutcome outcome : result.steps()) {
      assertThat(stored.steps())
          .filteredOn(step -> step.stepId().equals(outcome.stepId()))
          .allMatch(step -> step.status() == outcome.status());
    }
    int parallelism = one.options().parallelism();
    if (parallelism > 0) {
      assertThat(most.getOrDefault(one.execution().executionId(), 0))
          .as("seed %d", one.seed())
          .isLessThanOrEqualTo(parallelism);
    }
    if (result.execution().state() == ExecutionState.FAILED && one.seed() % 2 == 0) {
      checkResumed(mplp, one);
    }
  }

  /** Nothing fails any more: only what was adopted as skipped, and what depends on it, stays so. */
  private void checkResumed(Mplp mplp, Case one) throws InterruptedException {
    healed.add(one.execution().executionId());
    mplp.plans().resume(one.execution().executionId());
    ExecutionResult result = one.execution().await(SOON);
    assertThat(result.execution().state())
        .as("seed %d", one.seed())
        .isEqualTo(ExecutionState.COMPLETED);
    Expectation kind = Expectation.ofKind(one.plan());
    for (StepOutcome outcome : result.steps()) {
      assertThat(outcome.status())
          .as("seed %d: %s", one.seed(), outcome)
          .isEqualTo(kind.undisturbed(outcome.stepId()));
    }
  }
}
