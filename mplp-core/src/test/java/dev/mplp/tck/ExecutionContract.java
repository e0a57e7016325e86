package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The way of an execution: order, slots, its end, and its phases. */
public abstract class ExecutionContract extends WorkKit {

  @Test
  void start_ofAnExecutionThatExists_conflicts_butNotOfAnotherTenant() {
    UUID execution = start(0, StepPlans.independent(1));

    assertThat(commit(StepPlans.start(execution, 0, Phase.OPEN, List.of())))
        .isInstanceOf(Conflict.class);
    assertThat(
            storage
                .commit(set(OTHER_TENANT, StepPlans.start(execution, 0, Phase.OPEN, List.of())))
                .isCommitted())
        .isTrue();
    assertThat(storage.work().steps(TENANT, execution, -1, 10)).hasSize(1);
    assertThat(storage.work().steps(OTHER_TENANT, execution, -1, 10)).isEmpty();
  }

  @Test
  void chain_isClaimedInOrder_oneAtATime() {
    UUID execution = start(0, StepPlans.chain(20));
    for (int i = 0; i < 20; i++) {
      Claim claim = claimOne();
      assertThat(claim.index()).isEqualTo(i);
      settle(claim, COMPLETED);
    }
    assertThat(claimOne().isEnd()).isTrue();
    assertThat(states(execution)).containsOnly(StepState.COMPLETED);
  }

  @Test
  void fanOutAndJoin_ofAThousand_waitsForEveryOne() {
    UUID execution = start(0, StepPlans.fanOutAndJoin(1_000));
    settle(claimOne(), COMPLETED);
    List<Claim> middle = claimAll();
    assertThat(indexes(middle))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 1_000).boxed().toList());

    settleAll(middle.subList(0, 999), COMPLETED);
    assertThat(claimAll()).isEmpty();
    assertThat(step(execution, 1_001).state()).isEqualTo(StepState.WAITING);
    settle(middle.get(999), COMPLETED);

    assertThat(claimOne().index()).isEqualTo(1_001);
  }

  @Test
  void repeatedDependency_countsOnce() {
    start(
        0,
        List.of(
            StepPlans.step(0, "r", List.of(), StepState.WAITING),
            StepPlans.step(1, "r", List.of(0, 0), StepState.WAITING)));
    settle(claimOne(), COMPLETED);
    assertThat(claimOne().index()).isEqualTo(1);
  }

  @Test
  void adoptedResult_isKeptWithItsStep() {
    Change.NewStep done = StepPlans.step(0, "r", List.of(), StepState.COMPLETED);
    UUID execution =
        start(
            0,
            List.of(
                new Change.NewStep(
                    0, done.stepId(), "r", List.of(), done.state(), done.payload(), bytes("42")),
                StepPlans.step(1, "r", List.of(0), StepState.WAITING)));
    assertThat(step(execution, 0).result()).isEqualTo(bytes("42"));
    assertThat(step(execution, 1).result()).isNull();
    assertThat(claimOne().index()).isEqualTo(1);
  }

  @Test
  void adoptedStates_letOnlyTheCompletedGoOn() {
    UUID execution =
        start(
            0,
            List.of(
                StepPlans.step(0, "r", List.of(), StepState.COMPLETED),
                StepPlans.step(1, "r", List.of(), StepState.FAILED),
                StepPlans.step(2, "r", List.of(), StepState.SKIPPED),
                StepPlans.step(3, "r", List.of(0), StepState.WAITING),
                StepPlans.step(4, "r", List.of(1), StepState.WAITING),
                StepPlans.step(5, "r", List.of(0, 2), StepState.WAITING)));

    assertThat(claimOne().index()).isEqualTo(3);
    assertThat(states(execution).subList(4, 6)).containsOnly(StepState.WAITING);
    assertThat(storage.work().tally(TENANT, execution))
        .isEqualTo(
            Map.of(
                StepState.COMPLETED, 1,
                StepState.FAILED, 1,
                StepState.SKIPPED, 1,
                StepState.RUNNING, 1,
                StepState.WAITING, 2));
  }

  @Test
  void nothingUnsettled_endsAtOnce() {
    UUID empty = start(0, List.of());
    Claim end = claimOne();
    assertThat(end.isEnd()).isTrue();
    assertThat(end.executionId()).isEqualTo(empty);
    assertThat(end.stepId()).isEqualTo(empty);
    assertThat(end.payload()).isEmpty();
    settle(end, COMPLETED);

    start(0, List.of(StepPlans.step(0, "r", List.of(), StepState.FAILED)));
    assertThat(claimOne().isEnd()).isTrue();
  }

  @Test
  void end_isClaimedOnce_andNotAmongTheSteps() {
    UUID execution = start(0, StepPlans.independent(3));
    List<Claim> claims = completeAll();

    assertThat(indexes(claims)).containsExactlyInAnyOrder(0, 1, 2, Claim.END);
    assertThat(claims.get(3).isEnd()).isTrue();
    assertThat(claimAll()).isEmpty();
    assertThat(storage.work().steps(TENANT, execution, -1, 10)).hasSize(3);
    assertThat(storage.work().step(TENANT, execution, Claim.END)).isEmpty();
    assertThat(storage.work().tally(TENANT, execution)).isEqualTo(Map.of(StepState.COMPLETED, 3));
  }

  @Test
  void end_releasedOrLost_isClaimedAgain() {
    start(0, List.of());
    settle(claimOne(), RELEASED);
    Claim second = claimOne();
    assertThat(second.attempt()).isEqualTo(2);

    assertThat(loseAllWorkers()).isEqualTo(1);
    registerWorker();

    Claim third = claimOne();
    assertThat(third.attempt()).isEqualTo(3);
    assertThat(third.isEnd()).isTrue();
    assertThat(commit(settling(second, COMPLETED)).isCommitted()).isFalse();
    settle(third, COMPLETED);
    assertThat(sequenced(TENANT)).isEmpty();
  }

  @Test
  void steps_pageByPage_areCompleteAndAscending() {
    UUID execution = start(0, StepPlans.chain(25));

    List<StepRun> all =
        readPages(
            after -> storage.work().steps(TENANT, execution, after.intValue(), 10),
            step -> (long) step.index(),
            -1);

    assertThat(all)
        .extracting(StepRun::index)
        .containsExactlyElementsOf(IntStream.range(0, 25).boxed().toList());
  }

  @Test
  void everyRead_ofAnotherTenant_seesNothing() {
    UUID execution = start(0, StepPlans.independent(1));

    assertThat(storage.work().execution(OTHER_TENANT, execution)).isEmpty();
    assertThat(storage.work().step(OTHER_TENANT, execution, 0)).isEmpty();
    assertThat(storage.work().steps(OTHER_TENANT, execution, -1, 10)).isEmpty();
    assertThat(storage.work().tally(OTHER_TENANT, execution)).isEmpty();
    for (Change foreign :
        List.of(
            control(execution, Phase.OPEN, Phase.CLOSED),
            new Change.ReopenExecution(execution, UUID.randomUUID()))) {
      assertThat(storage.commit(set(OTHER_TENANT, foreign))).isInstanceOf(Conflict.class);
    }
    assertThat(phase(execution)).isEqualTo(Phase.OPEN);
  }

  @Test
  void stopReason_isThatOfTheChange() {
    UUID execution = start(0, StepPlans.independent(1));
    committed(
        new Change.ControlExecution(
            execution, List.of(Phase.OPEN, Phase.HELD), Phase.STOPPING, SkipReason.UPSTREAM));
    assertThat(step(execution, 0).skipReason()).isEqualTo(SkipReason.UPSTREAM);
  }
}
