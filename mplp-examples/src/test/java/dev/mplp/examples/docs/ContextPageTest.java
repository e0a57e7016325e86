package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Criterion;
import dev.mplp.context.Goal;
import dev.mplp.context.GoalResult;
import dev.mplp.context.Goals;
import dev.mplp.context.Root;
import dev.mplp.context.SemanticGraph;
import dev.mplp.context.SharedState;
import dev.mplp.context.StateDiff;
import dev.mplp.context.StateKey;
import dev.mplp.context.StateSnapshot;
import dev.mplp.context.Verification;
import dev.mplp.flow.Flow;
import dev.mplp.flow.ImportedFlow;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.trace.Trace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code on the page of Context; see {@link SnippetsTest}. */
class ContextPageTest {

  private final Mplp mplp = MplpRuntime.builder().build();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void states() {
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    mplp.contexts().suspend(context.contextId(), "the customer asked for time");
    // nothing more is begun in it, until
    mplp.contexts().activate(context.contextId());
    Context closed = mplp.contexts().close(context.contextId(), "paid out");

    assertThat(closed.status()).isEqualTo(ContextStatus.CLOSED);
    assertThatThrownBy(
            () ->
                mplp.plans()
                    .create(
                        Plan.builder(context.contextId(), "t", "o").step("s").role("r").build()))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void state() {
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));

    StateKey<String> phase = StateKey.text("phase");
    StateKey<BigDecimal> defects = StateKey.number("defects");
    SharedState state = mplp.contexts().state(context.contextId());

    Versioned<String> review = state.put(phase, "review", 0); // 0: there must be none yet
    StateSnapshot before = state.snapshot();
    state.put(phase, "decided", review.version()); // refused when somebody was quicker
    state.update(defects, n -> n.orElse(BigDecimal.ZERO).add(BigDecimal.ONE)); // never is

    StateDiff diff = before.diff(state.snapshot());
    System.out.println(diff.added() + ", " + diff.changed());

    Goals goals = mplp.contexts().goals(context.contextId());
    Goal few = new Goal("few defects", "hardly any", Criterion.of("defects", "<=", 3));
    goals.put(few, 0);
    List<GoalResult> met = goals.evaluate(List.of(few));

    assertThat(diff.added()).containsOnlyKeys("defects");
    assertThat(diff.changed()).containsOnlyKeys("phase");
    assertThat(met).singleElement().matches(GoalResult::isMet);
    assertThatThrownBy(() -> state.put(phase, "late", review.version()))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void flows() throws Exception {
    mplp.handlers().register("clerk", call -> StepResult.completed());
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                    .step("Fetch the file", "clerk")
                    .build());
    mplp.plans().execute(plan.planId()).await(Duration.ofMinutes(1));
    try (Mplp elsewhere = MplpRuntime.builder().build()) {

      Verification checked = mplp.contexts().verify(context.contextId());
      checked
          .findings()
          .forEach(it -> System.out.println(it.rule() + " " + it.object() + ": " + it.message()));

      SemanticGraph graph = mplp.contexts().graph(context.contextId());
      graph.edges().forEach(it -> System.out.println(it.from() + " " + it.kind() + " " + it.to()));

      Flow flow = mplp.flows().exportContext(context.contextId());
      ImportedFlow imported = elsewhere.flows().importFlow(flow);

      assertThat(checked.holds()).isTrue();
      assertThat(checked.objects()).isEqualTo(3);
      assertThat(graph.edges())
          .extracting(SemanticGraph.Edge::kind)
          .contains("belongs_to", "part_of", "records");
      assertThat(mplp.contexts().graphFromLog(context.contextId())).isEqualTo(graph);
      assertThat(imported.contextId()).isEqualTo(context.contextId());
      assertThat(imported.created()).isEqualTo(3);
      assertThat(flow.all(Trace.class)).hasSize(1);
      assertThat(elsewhere.plans().get(plan.planId()).steps()).hasSize(1);
    }
  }
}
