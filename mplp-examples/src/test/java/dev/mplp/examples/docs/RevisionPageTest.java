package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionState;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The code about proposed revisions on the page of the Plan; see {@link SnippetsTest}. */
class RevisionPageTest {

  @Test
  void proposedRevision_isAppliedByHand() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (Mplp mplp = MplpRuntime.builder().build()) {
      mplp.handlers()
          .register(
              "analyst",
              call -> {
                assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
                return StepResult.completed();
              });
      Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
      Plan plan =
          mplp.plans()
              .create(
                  Plan.builder(context.contextId(), "Assess", "Decide")
                      .step("Score it", "analyst")
                      .build());
      Execution execution = mplp.plans().execute(plan.planId());

      Versioned<Plan> read = mplp.plans().read(execution.planId());
      List<PlanStep> steps = new ArrayList<>(read.value().steps());
      steps.add(PlanStep.builder("Look again").agentRole("analyst").build());
      RevisionProposal proposal =
          mplp.plans()
              .revisions()
              .propose(
                  read.value().withSteps(steps),
                  read.version(),
                  RevisionOptions.DEFAULT.because("the customer has a second loan"));

      System.out.println(proposal.state() + " " + proposal.difference().added());

      assertThat(proposal.state()).isEqualTo(RevisionState.PROPOSED);
      mplp.plans().revisions().apply(proposal.revisionId());
      gate.countDown();
      assertThat(execution.await(Duration.ofMinutes(1)).steps()).hasSize(2);
    }
  }
}
