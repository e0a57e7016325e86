package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.Growth;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two runtimes over one storage do plans that grow, from several of their steps at once, while one
 * of the runtimes dies: what was added is there once, was done once, and who joined waited for it.
 */
public abstract class GrowingRunContract {

  private static final int PLANS = 10;
  private static final int PARTS = 4;
  private static final int PIECES = 5;

  /** Two splits, a join, parts of each split, pieces of each part. */
  private static final int STEPS = 2 + 1 + 2 * PARTS + 2 * PARTS * PIECES;

  private static final Duration SOON = Duration.ofMinutes(2);

  private final Map<String, Integer> effects = new ConcurrentHashMap<>();
  private final Map<String, StepId> joins = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean dead = new AtomicBoolean();
  private final List<Mplp> runtimes = new ArrayList<>();
  private StorageFixture fixture;
  private Storage storage;

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newFixture();

  /** A runtime over this storage, with a lease of a second or so. */
  protected abstract Mplp runtime(Storage storage);

  @BeforeEach
  void open() {
    fixture = newFixture();
    storage = fixture.open();
  }

  @AfterEach
  void close() {
    runtimes.forEach(runtime -> runtime.close(Duration.ofSeconds(10)));
    fixture.close();
  }

  private Mplp begin(Storage over) {
    Mplp runtime = runtime(over);
    runtimes.add(runtime);
    runtime.handlers().registerDefault(this::handle);
    return runtime;
  }

  private StepResult handle(StepCall call) {
    if (calls.incrementAndGet() == PLANS * STEPS / 3) {
      dead.set(true);
    }
    String what = call.description();
    effects.putIfAbsent(call.executionId() + "/" + call.stepId(), call.attempt());
    if (what.startsWith("split")) {
      return grow(call, PARTS, "part of " + what);
    } else if (what.startsWith("part")) {
      return grow(call, PIECES, "piece of " + what);
    }
    return StepResult.completed(JsonObject.of("inputs", call.inputs().size()));
  }

  /** Each part is waited for by the join, which waits for the pieces of a part too. */
  private StepResult grow(StepCall call, int many, String what) {
    List<PlanStep> added = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      added.add(
          PlanStep.builder(what + " " + i)
              .agentRole("worker")
              .dependencies(List.of(call.stepId()))
              .build());
    }
    StepId join = joins.get(call.planId().value());
    return StepResult.completedAdding(
        JsonObject.of("added", many),
        Growth.of(added)
            .joinedBy(join, added.stream().map(PlanStep::stepId).toArray(StepId[]::new)));
  }

  private Execution start(Mplp mplp, Context context, int number) {
    PlanBuilder builder =
        Plan.builder(context.contextId(), "Plan " + number, "Grow")
            .step("split left", step -> {})
            .step("split right", step -> {})
            .step("join", step -> step.after("split left").after("split right"));
    Plan plan = builder.build();
    joins.put(plan.planId().value(), builder.stepId("join"));
    return mplp.plans().execute(mplp.plans().create(plan).planId());
  }

  @Test
  void twoRuntimes_oneOfWhichDies_growAndDoEveryPlan() throws Exception {
    Mplp mplp = begin(storage);
    begin(
        StorageTap.over(
            fixture.open(),
            call -> {
              if (dead.get()) {
                throw new StorageException(false, "the process is dead", null);
              }
              return call.proceed();
            }));
    Context context = mplp.contexts().open("Growing runs", Root.of("lab", "test"));
    List<Execution> executions = new ArrayList<>();
    for (int i = 0; i < PLANS; i++) {
      executions.add(start(mplp, context, i));
    }

    for (Execution execution : executions) {
      check(mplp, execution.await(SOON));
    }
    assertThat(dead).isTrue();
    assertThat(effects).hasSize(PLANS * STEPS);
  }

  private static void check(Mplp mplp, ExecutionResult result) {
    assertThat(result.steps()).extracting(StepOutcome::error).containsOnlyNulls();
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps()).hasSize(STEPS);
    StepOutcome join = outcome(result, "join");
    assertThat(join.output())
        .as("the join was given what all others came to")
        .isEqualTo(JsonObject.of("inputs", STEPS - 1));
    Plan plan = mplp.plans().get(result.execution().planId());
    assertThat(plan.steps()).allMatch(step -> step.status() == StepStatus.COMPLETED);
    Map<String, Long> kinds =
        plan.steps().stream()
            .collect(Collectors.groupingBy(s -> kind(s.description()), Collectors.counting()));
    assertThat(kinds)
        .isEqualTo(
            Map.of("split", 2L, "join", 1L, "part", 2L * PARTS, "piece", 2L * PARTS * PIECES));
    assertThat(plan.steps())
        .extracting(PlanStep::stepId)
        .containsExactlyElementsOf(result.steps().stream().map(StepOutcome::stepId).toList());
  }

  private static String kind(String description) {
    int space = description.indexOf(' ');
    return space < 0 ? description : description.substring(0, space);
  }

  private static StepOutcome outcome(ExecutionResult result, String description) {
    return result.steps().stream()
        .filter(step -> step.description().equals(description))
        .findFirst()
        .orElseThrow();
  }
}
