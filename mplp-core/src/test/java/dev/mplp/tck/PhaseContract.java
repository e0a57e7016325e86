package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Change.ControlExecution}: an execution held, opened, stopped and closed. */
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
}
