package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.TooLargeException;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.StepId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepOutcome;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is too large for one piece is handed out page by page, or object by object. */
class LargePiecesTest {

  private static Execution run(Mplp mplp, int size) {
    mplp.handlers().registerDefault(call -> StepResult.completed(JsonObject.of("n", 1)));
    Context context = mplp.contexts().open("Large", Root.of("lab", "test"));
    List<PlanStep> steps = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      steps.add(PlanStep.builder("Step " + i).build());
    }
    Plan plan =
        mplp.plans()
            .create(Plan.builder(context.contextId(), "Large", "Show").steps(steps).build());
    return mplp.plans().execute(plan.planId());
  }

  private static List<StepOutcome> outcomes(Execution execution) {
    List<StepOutcome> all = new ArrayList<>();
    Cursor next = null;
    do {
      Page<StepOutcome> page = execution.outcomes(next, 500);
      all.addAll(page.items());
      next = page.next();
    } while (next != null);
    return all;
  }

  @Test
  void outcomes_pageByPage_areThoseOfTheResult() throws Exception {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      Execution execution = run(mplp, 1_000);
      ExecutionResult result = execution.await(Duration.ofMinutes(1));

      assertThat(result.isWhole()).isTrue();
      assertThat(outcomes(execution)).hasSize(1_000).isEqualTo(result.steps());
    }
  }

  @Test
  void resultOfMoreThan50000Steps_hasTheFirst_andPagesHaveAll() throws Exception {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      Execution execution = run(mplp, ExecutionResult.MOST_STEPS + 10);
      ExecutionResult result = execution.await(Duration.ofMinutes(2));

      assertThat(result.isCompleted()).isTrue();
      assertThat(result.isWhole()).isFalse();
      assertThat(result.steps()).hasSize(ExecutionResult.MOST_STEPS);
      List<StepOutcome> all = outcomes(execution);
      assertThat(all).hasSize(ExecutionResult.MOST_STEPS + 10);
      StepId last = all.get(all.size() - 1).stepId();
      assertThatThrownBy(() -> result.step(last)).isInstanceOf(TooLargeException.class);
    }
  }

  /** When a page is asked for, everything of the pages before has been handed on. */
  @Test
  void exportObjectByObject_holdsOnePageAtMost() {
    AtomicInteger listed = new AtomicInteger();
    AtomicInteger handed = new AtomicInteger();
    AtomicInteger heldMost = new AtomicInteger();
    Storage storage =
        StorageTap.over(
            InMemoryStorage.create(),
            call -> {
              Object result = call.proceed();
              if (call.arguments().length > 0
                  && call.arguments()[0] instanceof DocumentQuery query
                  && query.where().keySet().equals(Set.of("context_id"))) {
                heldMost.accumulateAndGet(listed.get() - handed.get(), Math::max);
                listed.addAndGet(((List<?>) Objects.requireNonNull(result)).size());
              }
              return result;
            });
    try (Mplp mplp = MplpRuntime.builder().ownedStorage(storage).build()) {
      Context context = mplp.contexts().open("Many", Root.of("lab", "test"));
      for (int i = 0; i < 5_000; i++) {
        mplp.dialogs().open(context.contextId());
      }
      Set<String> seen = new HashSet<>();
      listed.set(0);
      heldMost.set(0);

      mplp.flows()
          .exportContext(
              context.contextId(),
              (ProtocolObject object) -> {
                seen.add(object.id().value());
                handed.incrementAndGet();
              });

      assertThat(seen).hasSize(5_001).contains(context.contextId().value());
      assertThat(listed.get()).isGreaterThanOrEqualTo(5_001);
      assertThat(heldMost.get()).isZero();
    }
  }
}
