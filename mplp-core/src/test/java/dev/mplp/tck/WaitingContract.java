package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Claim;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StepState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Slots, delays and parked steps: how steps of an execution wait. */
public abstract class WaitingContract extends WorkKit {

  private static final Duration DELAY = Duration.ofMinutes(3);

  @Test
  void parallelism_isExact_andSlotsGoByIndex() {
    UUID execution = start(3, StepPlans.independent(8));
    assertThat(states(execution).subList(0, 3)).containsOnly(StepState.CLAIMABLE);
    assertThat(states(execution).subList(3, 8)).containsOnly(StepState.HELD);

    List<Claim> first = claimAll();
    assertThat(indexes(first)).containsExactly(0, 1, 2);
    settle(first.get(1), COMPLETED);
    Claim next = claimOne();
    assertThat(next.index()).isEqualTo(3);
    settleAll(List.of(first.get(0), first.get(2)), COMPLETED);
    assertThat(indexes(claimAll())).containsExactly(4, 5);
    assertThat(claimAll()).isEmpty();
  }

  @Test
  void parallelism_aDelayedStepKeepsItsSlot_aParkedOneGivesItBack() {
    UUID execution = start(1, StepPlans.independent(3));
    settle(claimOne(), new Settlement.Retry(DELAY));
    assertThat(claimAll()).isEmpty();
    fixture.advance(DELAY.plusSeconds(1));
    Claim again = claimOne();
    assertThat(again.index()).isZero();

    settle(again, PARKED);
    Claim second = claimOne();
    assertThat(second.index()).isEqualTo(1);
    goOn(execution, 0);
    assertThat(step(execution, 0).state()).isEqualTo(StepState.HELD);
    settle(second, COMPLETED);
    assertThat(claimOne().index()).isZero();
  }

  @Test
  void parallelism_aReleasedOrLostStepIsClaimedAgain() {
    start(1, StepPlans.independent(2));
    settle(claimOne(), RELEASED);
    assertThat(claimOne().index()).isZero();
    assertThat(loseAllWorkers()).isEqualTo(1);
    registerWorker();
    assertThat(claimOne().index()).isZero();
  }

  @Test
  void parallelism_slotsGoByIndex_alsoAmongStepsThatHadOne() {
    UUID execution = start(1, StepPlans.independent(2));
    settle(claimOne(), PARKED);
    Claim second = claimOne();
    goOn(execution, 0);
    assertThat(states(execution)).containsExactly(StepState.HELD, StepState.RUNNING);

    settle(second, RELEASED);
    assertThat(states(execution)).containsExactly(StepState.CLAIMABLE, StepState.HELD);
    settle(claimOne(), PARKED);
    second = claimOne();
    goOn(execution, 0);
    settle(second, new Settlement.Retry(DELAY));
    assertThat(states(execution)).containsExactly(StepState.HELD, StepState.DELAYED);
    fixture.advance(DELAY.plusSeconds(1));
    assertThat(claimOne().index()).isZero();
    assertThat(states(execution)).containsExactly(StepState.RUNNING, StepState.HELD);
  }

  @Test
  void delayed_goesOnWhenItsTimeHasCome_notBefore() {
    UUID execution = start(0, StepPlans.independent(1));
    settle(claimOne(), new Settlement.Retry(DELAY));
    goOn(execution, 0);
    assertThat(step(execution, 0).state()).isEqualTo(StepState.DELAYED);
    assertThat(claimAll()).isEmpty();
    fixture.advance(DELAY.minusMinutes(1));
    assertThat(claimAll()).isEmpty();
    fixture.advance(Duration.ofMinutes(1).plusSeconds(1));

    Claim second = claimOne();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.continued()).isFalse();
    settle(second, new Settlement.Retry(Duration.ZERO));
    assertThat(claimOne().failures()).isEqualTo(2);
  }

  @Test
  void parked_goesOnByContinueStep_orWhenItsTimeHasCome() {
    UUID execution = start(0, StepPlans.independent(2));
    List<Claim> claims = claimAll();
    settle(claims.get(0), PARKED);
    settle(claims.get(1), new Settlement.Park(DELAY));
    assertThat(claimAll()).isEmpty();

    goOn(execution, 0);
    Claim continued = claimOne();
    assertThat(continued.index()).isZero();
    assertThat(continued.attempt()).isEqualTo(2);
    assertThat(continued.failures()).isZero();
    assertThat(continued.continued()).isTrue();
    goOn(execution, 0);
    assertThat(step(execution, 0).state()).isEqualTo(StepState.RUNNING);

    fixture.advance(DELAY.plusSeconds(1));
    Claim woken = claimOne();
    assertThat(woken.index()).isEqualTo(1);
    assertThat(woken.continued()).isTrue();
    settle(woken, RELEASED);
    assertThat(claimOne().continued()).isFalse();
  }

  @Test
  void parked_continuedBeforeItsTime_isNotWokenAgain() {
    UUID execution = start(0, StepPlans.independent(1));
    settle(claimOne(), new Settlement.Park(DELAY));
    goOn(execution, 0);
    settle(claimOne(), PARKED);

    fixture.advance(DELAY.plusSeconds(1));

    assertThat(claimAll()).isEmpty();
    assertThat(step(execution, 0).state()).isEqualTo(StepState.PARKED);
  }

  @Test
  void continueStep_ofWhatDoesNotExist_changesNothing() {
    UUID execution = start(0, StepPlans.independent(1));
    goOn(execution, 0);
    goOn(execution, 7);
    goOn(UUID.randomUUID(), 0);
    assertThat(states(execution)).containsExactly(StepState.CLAIMABLE);
  }
}
