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

/** {@link Change.ControlExecution} and {@link Change.ReopenExecution}. */
public abstract class PhaseContract extends WorkKit {

  private static final Duration DELAY = Duration.ofMinutes(3);

  @Test
  void startedHeld_nothingIsClaimed_untilOpened() {
    UUID execution = start(TENANT, 0, Phase.HELD, StepPlans.independent(2));
    UUID empty = start(TENANT, 0, Phase.HELD, List.of());
    assertThat(claimAll()).isEmpty();
    assertThat(states(execution)).containsOnly(StepState.HELD);

    committed(control(execution, Phase.HELD, Phase.OPEN));
    assertThat(indexes(claimAll())).containsExactly(0, 1);
    committed(control(empty, Phase.HELD, Phase.OPEN));
    assertThat(claimOne().isEnd()).isTrue();
  }

  @Test
  void held_whatIsClaimableIsHeld_andOpenedAgainAsFarAsSlotsGo() {
    UUID execution = start(2, StepPlans.independent(5));
    Claim running = storage.work().claim(worker, null, 1).get(0);
    committed(control(execution, Phase.OPEN, Phase.HELD));
    assertThat(states(execution).subList(1, 5)).containsOnly(StepState.HELD);
    assertThat(claimAll()).isEmpty();
    settle(running, COMPLETED);
    assertThat(claimAll()).isEmpty();

    committed(control(execution, Phase.HELD, Phase.OPEN));

    assertThat(indexes(claimAll())).containsExactly(1, 2);
  }

  @Test
  void held_theEndIsHeldToo() {
    UUID execution = start(0, StepPlans.independent(1));
    settle(claimOne(), COMPLETED);
    committed(control(execution, Phase.OPEN, Phase.HELD));
    assertThat(claimAll()).isEmpty();
    committed(control(execution, Phase.HELD, Phase.OPEN));
    assertThat(claimOne().isEnd()).isTrue();
  }

  @Test
  void held_delaysAndParksThatAreOver_areHeld() {
    UUID execution = start(0, StepPlans.independent(3));
    List<Claim> claims = claimAll();
    settle(claims.get(0), new Settlement.Retry(DELAY));
    settle(claims.get(1), new Settlement.Park(DELAY));
    settle(claims.get(2), PARKED);
    committed(control(execution, Phase.OPEN, Phase.HELD));
    goOn(execution, 2);
    fixture.advance(DELAY.plusSeconds(1));
    assertThat(claimAll()).isEmpty();

    committed(control(execution, Phase.HELD, Phase.OPEN));

    assertThat(indexes(claimAll())).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void stopping_skipsEverythingThatDoesNotRun_andEndsOnceNothingRuns() {
    UUID execution = start(3, StepPlans.independent(6));
    List<Claim> claims = claimAll();
    settle(claims.get(0), new Settlement.Retry(DELAY));
    settle(claims.get(1), new Settlement.Park(DELAY));
    committed(control(execution, Phase.OPEN, Phase.STOPPING));

    assertThat(states(execution))
        .containsExactly(
            StepState.SKIPPED,
            StepState.SKIPPED,
            StepState.RUNNING,
            StepState.SKIPPED,
            StepState.SKIPPED,
            StepState.SKIPPED);
    assertThat(step(execution, 0).skipReason()).isEqualTo(SkipReason.CANCELLED);
    assertThat(step(execution, 0).wakeAt()).isNull();
    fixture.advance(DELAY.plusSeconds(1));
    goOn(execution, 1);
    assertThat(claimAll()).isEmpty();
    settle(claims.get(2), COMPLETED);
    assertThat(claimOne().isEnd()).isTrue();
  }

  @Test
  void stopping_withNothingRunning_endsAtOnce_alsoFromHeld() {
    UUID execution = start(TENANT, 0, Phase.HELD, StepPlans.chain(3));
    committed(control(execution, Phase.HELD, Phase.STOPPING));
    assertThat(states(execution)).containsOnly(StepState.SKIPPED);
    assertThat(claimOne().isEnd()).isTrue();
  }

  @Test
  void stopping_leadsOnlyToClosed() {
    UUID execution = start(0, StepPlans.independent(1));
    committed(control(execution, Phase.OPEN, Phase.STOPPING));
    assertThat(commit(control(execution, Phase.STOPPING, Phase.OPEN))).isInstanceOf(Conflict.class);
    assertThat(commit(control(execution, Phase.STOPPING, Phase.HELD))).isInstanceOf(Conflict.class);
    committed(control(execution, Phase.STOPPING, Phase.CLOSED));
    for (Phase phase : Phase.values()) {
      assertThat(commit(control(execution, Phase.CLOSED, phase))).isInstanceOf(Conflict.class);
    }
  }

  @Test
  void control_inNoneOfTheExpectedPhases_conflictsAndChangesNothing() {
    UUID execution = start(0, StepPlans.independent(1));
    assertThat(
            commit(
                new Change.ControlExecution(
                    execution,
                    List.of(Phase.HELD, Phase.STOPPING, Phase.CLOSED),
                    Phase.CLOSED,
                    SkipReason.CANCELLED)))
        .isInstanceOf(Conflict.class);
    assertThat(phase(execution)).isEqualTo(Phase.OPEN);
    committed(
        new Change.ControlExecution(
            execution, List.of(Phase.HELD, Phase.OPEN), Phase.HELD, SkipReason.CANCELLED));
    assertThat(phase(execution)).isEqualTo(Phase.HELD);
  }

  @Test
  void closed_everythingUnsettledIsSkipped_andNothingIsClaimed() {
    UUID execution = start(2, StepPlans.chain(3));
    Claim running = claimOne();
    committed(control(execution, Phase.OPEN, Phase.CLOSED));

    assertThat(states(execution)).containsOnly(StepState.SKIPPED);
    assertThat(claimAll()).isEmpty();
    assertThat(commit(settling(running, COMPLETED)).isCommitted()).isFalse();
    assertThat(loseAllWorkers()).isZero();
  }

  @Test
  void closed_anEndThatRuns_isFencedOff() {
    UUID execution = start(0, List.of());
    Claim end = claimOne();
    committed(control(execution, Phase.OPEN, Phase.CLOSED));
    assertThat(commit(settling(end, COMPLETED)).isCommitted()).isFalse();
    assertThat(claimAll()).isEmpty();
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

  private void settleEndAndClose(UUID execution) {
    Claim end = claimOne();
    assertThat(end.isEnd()).isTrue();
    committed(
        settling(end, COMPLETED),
        new Change.ControlExecution(
            execution, List.of(Phase.OPEN, Phase.STOPPING), Phase.CLOSED, SkipReason.CANCELLED));
  }
}
