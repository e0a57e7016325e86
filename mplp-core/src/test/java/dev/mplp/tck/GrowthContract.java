package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Change.ReviseExecution;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link ReviseExecution}: steps that come to an execution in the set that completes one of it. */
public abstract class GrowthContract extends WorkKit {

  private static NewStep added(int index, Integer... dependencies) {
    return StepPlans.step(index, StepPlans.ROLE, List.of(dependencies), StepState.WAITING);
  }

  private static ReviseExecution add(UUID execution, int size, NewStep... steps) {
    return new ReviseExecution(execution, size, List.of(steps), List.of());
  }

  @Test
  void addedSteps_runWhenWhatTheyDependOnHasCompleted() {
    UUID execution = start(0, StepPlans.independent(1));
    Claim growing = claimOne();

    committed(
        settling(growing, COMPLETED), add(execution, 1, added(1, 0), added(2, 0, 1), added(3)));

    assertThat(states(execution))
        .containsExactly(
            StepState.COMPLETED, StepState.CLAIMABLE, StepState.WAITING, StepState.CLAIMABLE);
    List<Claim> claims = claimAll();
    assertThat(indexes(claims)).containsExactly(1, 3);
    assertThat(claims.get(0).payload()).isEqualTo(bytes("payload 1"));
    settleAll(claims, COMPLETED);
    settle(claimOne(), COMPLETED);
    assertThat(claimOne().isEnd()).isTrue();
  }

  @Test
  void addedSteps_withoutASettlement_waitForWhatRuns() {
    UUID execution = start(0, StepPlans.independent(1));
    Claim running = claimOne();

    committed(add(execution, 1, added(1, 0)));

    assertThat(states(execution)).containsExactly(StepState.RUNNING, StepState.WAITING);
    settle(running, COMPLETED);
    assertThat(claimOne().index()).isEqualTo(1);
  }

  @Test
  void joinedStep_waitsForTheAddedOnesToo() {
    UUID execution = start(0, StepPlans.chain(2, StepPlans.ROLE));
    Claim growing = claimOne();

    committed(
        settling(growing, COMPLETED),
        add(execution, 2, added(2, 0), added(3, 0), added(1, 0, 2, 3)));

    assertThat(states(execution).get(1)).isEqualTo(StepState.WAITING);
    List<Claim> both = claimAll();
    assertThat(indexes(both)).containsExactly(2, 3);
    settle(both.get(0), COMPLETED);
    assertThat(claimAll()).isEmpty();
    settle(both.get(1), COMPLETED);
    Claim join = claimOne();
    assertThat(join.index()).isEqualTo(1);
    assertThat(join.payload()).isEqualTo(bytes("payload 1"));
  }

  @Test
  void addedSteps_mayDependOnAnyStep() {
    UUID execution = start(0, StepPlans.independent(3));
    List<Claim> claims = claimAll();
    settle(claims.get(2), COMPLETED);

    committed(settling(claims.get(0), COMPLETED), add(execution, 3, added(3, 1, 2), added(4, 2)));

    assertThat(claimOne().index()).isEqualTo(4);
    settle(claims.get(1), COMPLETED);
    assertThat(claimOne().index()).isEqualTo(3);
  }

  @Test
  void growth_conflicts_withAnotherNumberOfSteps_orAJoinThatHasBegun() {
    UUID execution = start(0, StepPlans.independent(2));
    List<Claim> claims = claimAll();

    assertThat(commit(settling(claims.get(0), COMPLETED), add(execution, 1, added(1))))
        .isInstanceOf(Conflict.class);
    assertThat(commit(settling(claims.get(0), COMPLETED), add(execution, 2, added(2), added(1, 2))))
        .isInstanceOf(Conflict.class);
    assertThat(commit(add(UUID.randomUUID(), 2, added(2)))).isInstanceOf(Conflict.class);
    assertThat(states(execution)).containsExactly(StepState.RUNNING, StepState.RUNNING);

    settleAll(claims, COMPLETED);
    assertThat(commit(add(execution, 2, added(2))))
        .as("its end has been let go")
        .isInstanceOf(Conflict.class);
  }

  @Test
  void growth_byAFencedAttempt_doesNothing() {
    UUID execution = start(0, StepPlans.independent(1));
    Claim late = claimOne();
    loseAllWorkers();

    assertThat(commit(settling(late, COMPLETED), add(execution, 1, added(1))))
        .isEqualTo(new Fenced(Fenced.Cause.SUPERSEDED));

    assertThat(states(execution)).containsExactly(StepState.CLAIMABLE);
    committed(control(execution, Phase.OPEN, Phase.CLOSED));
    assertThat(commit(settling(late, COMPLETED), add(execution, 1, added(1))))
        .isEqualTo(new Fenced(Fenced.Cause.SUPERSEDED));
  }

  @Test
  void growth_again_changesNothing() {
    UUID execution = start(0, StepPlans.independent(1));
    var set = set(settling(claimOne(), COMPLETED), add(execution, 1, added(1)));
    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    assertThat(states(execution)).hasSize(2);
  }

  @Test
  void addedSteps_takePartInTheParallelism() {
    UUID execution = start(2, StepPlans.independent(2));
    List<Claim> claims = claimAll();

    committed(settling(claims.get(0), COMPLETED), add(execution, 2, added(2), added(3), added(4)));

    assertThat(states(execution).subList(2, 5))
        .containsExactly(StepState.CLAIMABLE, StepState.HELD, StepState.HELD);
    List<Integer> order = new ArrayList<>();
    settle(claims.get(1), COMPLETED);
    completeAll().forEach(claim -> order.add(claim.index()));
    assertThat(order).contains(2, 3, 4);
  }

  @Test
  void addedSteps_ofAHeldExecution_areHeld() {
    UUID execution = start(0, StepPlans.independent(1));
    Claim growing = claimOne();
    committed(control(execution, Phase.OPEN, Phase.HELD));

    committed(settling(growing, COMPLETED), add(execution, 1, added(1), added(2, 1)));

    assertThat(claimAll()).isEmpty();
    committed(control(execution, Phase.HELD, Phase.OPEN));
    assertThat(completeAll()).extracting(Claim::index).contains(1, 2);
  }

  @Test
  void growth_ofAStoppingExecution_conflicts_andTheStepMayBeHandedBack() {
    UUID execution = start(0, StepPlans.independent(2));
    List<Claim> claims = claimAll();
    settle(claims.get(1), FAILED_FAST);

    assertThat(commit(settling(claims.get(0), COMPLETED), add(execution, 2, added(2, 0))))
        .isInstanceOf(Conflict.class);

    settle(claims.get(0), RELEASED);
    assertThat(states(execution)).containsExactly(StepState.SKIPPED, StepState.FAILED);
  }

  @Test
  void addedSteps_belowAFailedOne_areSkipped_withWhatJoinedThem() {
    UUID execution = start(0, StepPlans.chain(2, StepPlans.ROLE));
    Claim growing = claimOne();
    committed(add(execution, 2, added(2)));
    settle(claimOne(), FAILED);

    committed(
        settling(growing, COMPLETED),
        add(execution, 3, added(3, 2), added(4, 3), added(5, 0), added(1, 0, 4)));

    assertThat(states(execution))
        .containsExactly(
            StepState.COMPLETED,
            StepState.SKIPPED,
            StepState.FAILED,
            StepState.SKIPPED,
            StepState.SKIPPED,
            StepState.CLAIMABLE);
  }

  @Test
  void growth_ofManyAtOnce_eachTakesItsTurn() throws Exception {
    int growers = 8;
    UUID execution = start(0, StepPlans.independent(growers));
    List<Claim> claims = claimAll();
    Contention.run(
        4,
        thread -> {
          for (int i = thread; i < growers; i += 4) {
            boolean grown = false;
            while (!grown) {
              int first = handle(thread).work().steps(TENANT, execution, -1, 1_000).size();
              grown =
                  handle(thread)
                      .commit(
                          set(
                              settling(claims.get(i), COMPLETED),
                              add(execution, first, added(first, i), added(first + 1, first))))
                      .isCommitted();
            }
          }
          return true;
        });

    assertThat(states(execution)).hasSize(growers * 3);
    assertThat(completeAll()).hasSize(growers * 2 + 1);
    assertThat(states(execution)).containsOnly(StepState.COMPLETED);
  }

  @Test
  void growth_ofALargeExecution_andOfManyStepsAtOnce() {
    UUID execution = start(0, StepPlans.independent(1));
    Claim growing = claimOne();
    List<NewStep> many = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      many.add(i == 1 ? added(1, 0) : added(i, i - 1));
    }
    committed(settling(growing, COMPLETED), new ReviseExecution(execution, 1, many, List.of()));
    assertThat(completeAll()).hasSize(501);
  }
}
