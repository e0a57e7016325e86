package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Work.WorkExecution;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Change.ReopenExecution}: a closed execution in another run. */
public abstract class ReopenContract extends WorkKit {

  private void settleEndAndClose(UUID execution) {
    Claim end = claimOne();
    assertThat(end.isEnd()).isTrue();
    committed(
        settling(end, COMPLETED),
        new Change.ControlExecution(
            execution, List.of(Phase.OPEN, Phase.STOPPING), Phase.CLOSED, SkipReason.CANCELLED));
  }

  @Test
  void reopen_failedAndUpstreamStepsComeBack_andEndAgain() {
    UUID execution = start(0, StepPlans.chain(4));
    settle(claimOne(), COMPLETED);
    Claim failing = claimOne();
    settle(failing, new Settlement.Retry(Duration.ZERO));
    settle(claimOne(), FAILED);
    settleEndAndClose(execution);
    UUID run = UUID.randomUUID();

    committed(new Change.ReopenExecution(execution, run));

    assertThat(storage.work().execution(TENANT, execution))
        .contains(new WorkExecution(TENANT, execution, run, Phase.OPEN, 0));
    assertThat(states(execution))
        .containsExactly(
            StepState.COMPLETED, StepState.CLAIMABLE, StepState.WAITING, StepState.WAITING);
    Claim again = claimOne();
    assertThat(again.index()).isEqualTo(1);
    assertThat(again.attempt()).isEqualTo(3);
    assertThat(again.failures()).isZero();
    assertThat(again.runId()).isEqualTo(run);
    assertThat(step(execution, 0).runId()).isEqualTo(failing.runId());
    StepRun skippedBefore = step(execution, 3);
    assertThat(skippedBefore.skipReason()).isNull();
    assertThat(skippedBefore.finishedAt()).isNull();
    settle(again, COMPLETED);
    assertThat(indexes(completeAll())).containsExactly(2, 3, Claim.END);
    assertThat(step(execution, 3).runId()).isEqualTo(run);
  }

  @Test
  void reopen_whatFailsAgain_isOfTheNewRun() {
    UUID execution = start(0, StepPlans.chain(2));
    settle(claimOne(), FAILED);
    settleEndAndClose(execution);
    UUID run = UUID.randomUUID();
    committed(new Change.ReopenExecution(execution, run));

    settle(claimOne(), FAILED);

    assertThat(step(execution, 0).runId()).isEqualTo(run);
    assertThat(step(execution, 1).runId()).isEqualTo(run);
    assertThat(step(execution, 1).skipReason()).isEqualTo(SkipReason.UPSTREAM);
  }

  @Test
  void reopen_whatWasCancelledStaysSkipped() {
    UUID execution = start(1, StepPlans.independent(3));
    settle(claimOne(), FAILED);
    committed(control(execution, Phase.OPEN, Phase.STOPPING));
    settleEndAndClose(execution);

    committed(new Change.ReopenExecution(execution, UUID.randomUUID()));

    assertThat(states(execution))
        .containsExactly(StepState.CLAIMABLE, StepState.SKIPPED, StepState.SKIPPED);
    assertThat(indexes(completeAll())).containsExactly(0, Claim.END);
  }

  @Test
  void reopen_forgetsLosses() {
    UUID execution = start(0, StepPlans.independent(1));
    claimOne();
    loseAllWorkers();
    registerWorker();
    Claim second = claimOne();
    assertThat(second.lost()).isEqualTo(1);
    settle(second, FAILED);
    settleEndAndClose(execution);
    committed(new Change.ReopenExecution(execution, UUID.randomUUID()));
    assertThat(claimOne().lost()).isZero();
  }

  @Test
  void reopen_unlessClosed_conflicts() {
    UUID execution = start(0, StepPlans.independent(1));
    for (Phase next : List.of(Phase.HELD, Phase.STOPPING)) {
      assertThat(commit(new Change.ReopenExecution(execution, UUID.randomUUID())))
          .isInstanceOf(Conflict.class);
      committed(
          new Change.ControlExecution(
              execution, List.of(Phase.OPEN, Phase.HELD), next, SkipReason.CANCELLED));
    }
    assertThat(commit(new Change.ReopenExecution(execution, UUID.randomUUID())))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void reopen_fencesOffWhoRanBefore() {
    UUID execution = start(0, StepPlans.independent(1));
    Claim late = claimOne();
    committed(
        new Change.ControlExecution(
            execution, List.of(Phase.OPEN), Phase.CLOSED, SkipReason.UPSTREAM));
    committed(new Change.ReopenExecution(execution, UUID.randomUUID()));
    assertThat(commit(settling(late, COMPLETED)).isCommitted()).isFalse();
    Claim again = claimOne();
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(commit(settling(late, COMPLETED)).isCommitted()).isFalse();
    settle(again, COMPLETED);
  }

  @Test
  void reopen_withNothingToDo_endsAgainAtOnce() {
    UUID execution = start(0, StepPlans.independent(1));
    settle(claimOne(), COMPLETED);
    settleEndAndClose(execution);
    committed(new Change.ReopenExecution(execution, UUID.randomUUID()));
    Claim end = claimOne();
    assertThat(end.isEnd()).isTrue();
    assertThat(end.attempt()).isEqualTo(2);
  }
}
