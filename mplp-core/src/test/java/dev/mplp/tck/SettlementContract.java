package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every {@link Settlement} in every {@link Phase}, and what it does to the others. */
public abstract class SettlementContract extends WorkKit {

  private static final Duration DELAY = Duration.ofMinutes(3);
  private static final List<Settlement> ALL =
      List.of(
          COMPLETED,
          FAILED,
          FAILED_FAST,
          new Settlement.Retry(DELAY),
          PARKED,
          new Settlement.Park(DELAY),
          RELEASED);

  /** A running step of an execution that has been brought to this phase. */
  private Claim runningIn(Phase phase) {
    UUID execution = start(0, StepPlans.independent(1));
    Claim claim =
        claimAll().stream()
            .filter(found -> found.executionId().equals(execution))
            .findFirst()
            .orElseThrow();
    if (phase != Phase.OPEN) {
      committed(control(execution, Phase.OPEN, phase));
    }
    return claim;
  }

  private StepState stateAfter(Phase phase, Settlement settlement) {
    Claim claim = runningIn(phase);
    settle(claim, settlement);
    StepRun step = step(claim);
    assertThat(step.attempt()).isEqualTo(1);
    assertThat(step.finishedAt() != null).isEqualTo(step.state().isSettled());
    return step.state();
  }

  @Test
  void open_everySettlement_leadsToItsState() {
    assertThat(ALL)
        .extracting(settlement -> stateAfter(Phase.OPEN, settlement))
        .containsExactly(
            StepState.COMPLETED,
            StepState.FAILED,
            StepState.FAILED,
            StepState.DELAYED,
            StepState.PARKED,
            StepState.PARKED,
            StepState.CLAIMABLE);
  }

  @Test
  void held_whatRunsMaySettle_andWhatGoesOnIsHeld() {
    assertThat(ALL)
        .extracting(settlement -> stateAfter(Phase.HELD, settlement))
        .containsExactly(
            StepState.COMPLETED,
            StepState.FAILED,
            StepState.FAILED,
            StepState.DELAYED,
            StepState.PARKED,
            StepState.PARKED,
            StepState.HELD);
  }

  @Test
  void stopping_whatRunsMaySettle_andAReleasedStepIsSkipped() {
    assertThat(List.of(COMPLETED, FAILED, FAILED_FAST, RELEASED))
        .extracting(settlement -> stateAfter(Phase.STOPPING, settlement))
        .containsExactly(
            StepState.COMPLETED, StepState.FAILED, StepState.FAILED, StepState.SKIPPED);
  }

  @Test
  void stopping_retryAndPark_areFencedAndTheStepStaysRunning() {
    for (Settlement settlement :
        List.of(new Settlement.Retry(DELAY), PARKED, new Settlement.Park(DELAY))) {
      Claim claim = runningIn(Phase.STOPPING);

      assertThat(commit(settling(claim, settlement))).isEqualTo(new Fenced(Fenced.Cause.STOPPING));

      assertThat(step(claim).state()).isEqualTo(StepState.RUNNING);
      settle(claim, RELEASED);
    }
  }

  @Test
  void closed_nothingSettles() {
    for (Settlement settlement : ALL) {
      Claim claim = runningIn(Phase.CLOSED);

      assertThat(commit(settling(claim, settlement)))
          .isEqualTo(new Fenced(Fenced.Cause.SUPERSEDED));

      assertThat(step(claim).state()).isEqualTo(StepState.SKIPPED);
      assertThat(step(claim).skipReason()).isEqualTo(SkipReason.CANCELLED);
    }
  }

  @Test
  void settling_whatIsNotRunning_isFenced() {
    UUID execution = start(1, StepPlans.independent(3));
    Claim running = storage.work().claim(worker, null, 1).get(0);
    for (int index : new int[] {1, 2, 3, 99, Claim.END}) {
      assertThat(commit(new Change.SettleStep(execution, index, 1, worker, COMPLETED, null)))
          .as("step %s", index)
          .isInstanceOf(Fenced.class);
    }
    assertThat(commit(new Change.SettleStep(UUID.randomUUID(), 0, 1, worker, COMPLETED, null)))
        .isInstanceOf(Fenced.class);
    settle(running, COMPLETED);
    assertThat(commit(settling(running, COMPLETED))).isInstanceOf(Fenced.class);
    assertThat(commit(settling(running, RELEASED))).isInstanceOf(Fenced.class);
  }

  @Test
  void settling_ofAnotherTenant_isFenced() {
    Claim claim = startAndClaim();

    CommitResult result = storage.commit(set(OTHER_TENANT, settling(claim, COMPLETED)));

    assertThat(result).isInstanceOf(Fenced.class);
    assertThat(step(claim).state()).isEqualTo(StepState.RUNNING);
  }

  @Test
  void result_isStored_andKeptWhenTheNextIsNull() {
    Claim claim = startAndClaim();
    committed(
        new Change.SettleStep(
            claim.executionId(), 0, 1, worker, new Settlement.Release(), bytes("state")));
    assertThat(step(claim).result()).isEqualTo(bytes("state"));

    Claim again = claimOne();
    settle(again, COMPLETED);

    assertThat(step(claim).result()).isEqualTo(bytes("state"));
  }

  @Test
  void stepRun_showsWhoseRunWhenAndHowOften() {
    UUID execution = UUID.randomUUID();
    Change.StartExecution start =
        StepPlans.start(execution, 0, Phase.OPEN, StepPlans.independent(1));
    committed(start);
    StepRun fresh = step(execution, 0);
    assertThat(fresh.runId()).isEqualTo(start.runId());
    assertThat(fresh.attempt()).isZero();
    assertThat(fresh.startedAt()).isNull();
    assertThat(fresh.stepId()).isEqualTo(start.steps().get(0).stepId());
    assertThat(fresh.role()).isEqualTo(StepPlans.ROLE);
    assertThat(fresh.payload()).isEqualTo(start.steps().get(0).payload());

    Claim claim = claimOne();
    assertThat(step(execution, 0).startedAt()).isEqualTo(claim.startedAt());
    settle(claim, new Settlement.Retry(DELAY));

    StepRun delayed = step(execution, 0);
    assertThat(delayed.failures()).isEqualTo(1);
    assertThat(delayed.wakeAt())
        .isBetween(claim.startedAt().plus(DELAY), storage.now().plus(DELAY));
    assertThat(delayed.finishedAt()).isNull();

    fixture.advance(DELAY.plusSeconds(1));
    Claim second = claimOne();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.failures()).isEqualTo(1);
    settle(second, COMPLETED);
    StepRun done = step(execution, 0);
    assertThat(done.finishedAt()).isBetween(second.startedAt(), storage.now());
    assertThat(done.wakeAt()).isNull();
    assertThat(done.attempt()).isEqualTo(2);
  }

  @Test
  void failure_skippingDependents_skipsAllOfThemAndNoOther() {
    // 0 -> 1 -> 3, 2 -> 3 -> 4, 5 alone
    UUID execution =
        start(
            0,
            List.of(
                StepPlans.step(0, "r", List.of(), StepState.WAITING),
                StepPlans.step(1, "r", List.of(0), StepState.WAITING),
                StepPlans.step(2, "r", List.of(), StepState.WAITING),
                StepPlans.step(3, "r", List.of(1, 2), StepState.WAITING),
                StepPlans.step(4, "r", List.of(3), StepState.WAITING),
                StepPlans.step(5, "r", List.of(), StepState.WAITING)));
    List<Claim> claims = claimAll();
    settle(claims.get(0), FAILED);

    assertThat(claims.get(0).index()).isZero();
    assertThat(states(execution))
        .containsExactly(
            StepState.FAILED,
            StepState.SKIPPED,
            StepState.RUNNING,
            StepState.SKIPPED,
            StepState.SKIPPED,
            StepState.RUNNING);
    assertThat(step(execution, 4).skipReason()).isEqualTo(SkipReason.UPSTREAM);
    assertThat(phase(execution)).isEqualTo(Phase.OPEN);
    settleAll(claims.subList(1, 3), COMPLETED);
    assertThat(claimOne().isEnd()).isTrue();
  }

  @Test
  void failure_stopping_skipsWhatDoesNotRun_andEndsOnceNothingRuns() {
    UUID execution = start(3, StepPlans.independent(5));
    List<Claim> claims = storage.work().claim(worker, null, 2);
    settle(claims.get(0), FAILED_FAST);

    assertThat(phase(execution)).isEqualTo(Phase.STOPPING);
    assertThat(states(execution))
        .containsExactly(
            StepState.FAILED,
            StepState.RUNNING,
            StepState.SKIPPED,
            StepState.SKIPPED,
            StepState.SKIPPED);
    assertThat(step(execution, 4).skipReason()).isEqualTo(SkipReason.UPSTREAM);
    assertThat(claimAll()).isEmpty();
    settle(claims.get(1), FAILED_FAST);
    assertThat(claimOne().isEnd()).isTrue();
  }

  @Test
  void failure_stoppingWhatIsStopping_keepsTheReason() {
    UUID execution = start(0, StepPlans.independent(2));
    List<Claim> claims = claimAll();
    committed(control(execution, Phase.OPEN, Phase.STOPPING));

    settle(claims.get(0), FAILED_FAST);
    settle(claims.get(1), RELEASED);

    assertThat(step(execution, 1).skipReason()).isEqualTo(SkipReason.CANCELLED);
  }
}
