package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Change.ReviseExecution;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An execution is given other steps while it goes on. */
public abstract class RevisionContract extends WorkKit {

  private static NewStep put(int index, String role, Integer... dependencies) {
    return StepPlans.step(index, role, List.of(dependencies), StepState.WAITING);
  }

  private CommitResult revise(UUID execution, int size, List<NewStep> put, Integer... removed) {
    return commit(new ReviseExecution(execution, size, put, List.of(removed)));
  }

  private void revised(UUID execution, int size, List<NewStep> put, Integer... removed) {
    assertThat(revise(execution, size, put, removed).isCommitted()).isTrue();
  }

  @Test
  void addedSteps_waitForTheirDependencies_andHoldUpTheEnd() {
    UUID execution = start(0, StepPlans.chain(2));
    settle(claimOne(), COMPLETED);
    revised(execution, 2, List.of(put(2, "new", 0), put(3, "new", 1, 2)));

    List<Claim> claims = claimAll();
    assertThat(indexes(claims)).containsExactly(1, 2);
    assertThat(claims.get(1).role()).isEqualTo("new");
    assertThat(claims.get(1).payload()).isEqualTo(bytes("payload 2"));
    settle(claims.get(0), COMPLETED);
    assertThat(claimAll()).isEmpty();
    settle(claims.get(1), COMPLETED);
    settle(claimOne(), COMPLETED);
    assertThat(claimOne().isEnd()).isTrue();
    assertThat(states(execution)).hasSize(4).containsOnly(StepState.COMPLETED);
  }

  @Test
  void step_addsOthers_inTheSetThatCompletesIt() {
    UUID execution = start(0, StepPlans.independent(1));
    Claim last = claimOne();
    List<NewStep> more = List.of(put(1, "r", 0), put(2, "r", 1));
    CommitResult result =
        commit(settling(last, COMPLETED), new ReviseExecution(execution, 1, more, List.of()));
    assertThat(result.isCommitted()).isTrue();
    assertThat(indexes(completeAll())).containsExactly(1, 2, Claim.END);
  }

  @Test
  void fencedStep_addsNothing() {
    UUID execution = start(0, StepPlans.independent(1));
    Claim lost = claimOne();
    loseAllWorkers();
    CommitResult result =
        commit(
            settling(lost, COMPLETED),
            new ReviseExecution(execution, 1, List.of(put(1, "r", 0)), List.of()));
    assertThat(result).isInstanceOf(CommitResult.Fenced.class);
    assertThat(states(execution)).hasSize(1);
  }

  @Test
  void removedStep_isSkippedForTheRevision_aloneAndForGood() {
    UUID execution = start(0, StepPlans.chain(3));
    revised(execution, 3, List.of(put(2, "r", 0)), 1);
    assertThat(step(execution, 1).state()).isEqualTo(StepState.SKIPPED);
    assertThat(step(execution, 1).skipReason()).isEqualTo(SkipReason.REVISED);
    assertThat(step(execution, 1).finishedAt()).isNotNull();
    settle(claimOne(), COMPLETED);
    Claim last = claimOne();
    assertThat(last.index()).isEqualTo(2);
    settle(last, FAILED);
    settle(claimOne(), COMPLETED);
    committed(control(execution, Phase.OPEN, Phase.CLOSED));
    committed(new Change.ReopenExecution(execution, UUID.randomUUID()));
    assertThat(step(execution, 1).state()).isEqualTo(StepState.SKIPPED);
    assertThat(claimOne().index()).isEqualTo(2);
  }

  @Test
  void replacedStep_hasItsNewRolePayloadAndDependencies() {
    UUID execution = start(0, StepPlans.chain(3));
    settle(claimOne(), COMPLETED);
    NewStep before = put(2, "r");
    NewStep free =
        new NewStep(2, before.stepId(), "other", List.of(0), StepState.WAITING, bytes("revised"));
    revised(execution, 3, List.of(free));
    List<Claim> claims = claimAll();
    assertThat(indexes(claims)).containsExactly(1, 2);
    assertThat(claims.get(1).role()).isEqualTo("other");
    assertThat(claims.get(1).payload()).isEqualTo(bytes("revised"));
    settle(claims.get(0), FAILED);
    settle(claims.get(1), COMPLETED);
    assertThat(states(execution))
        .containsExactly(StepState.COMPLETED, StepState.FAILED, StepState.COMPLETED);
  }

  @Test
  void readyStep_mayComeToWaitAgain_andGivesItsSlotUp() {
    UUID execution = start(1, StepPlans.independent(2));
    assertThat(step(execution, 0).state()).isEqualTo(StepState.CLAIMABLE);
    revised(execution, 2, List.of(put(0, "r", 1)));
    assertThat(states(execution)).containsExactly(StepState.WAITING, StepState.CLAIMABLE);
    assertThat(indexes(completeAll())).containsExactly(1, 0, Claim.END);
  }

  @Test
  void removingAllThatIsLeft_letsTheEndBegin() {
    UUID execution = start(0, StepPlans.chain(3));
    settle(claimOne(), COMPLETED);
    revised(execution, 3, List.of(), 1, 2);
    assertThat(claimOne().isEnd()).isTrue();
    assertThat(revise(execution, 3, List.of(put(3, "r")))).isInstanceOf(Conflict.class);
  }

  @Test
  void heldExecution_isRevised_andGoesOnSo() {
    UUID execution = start(0, StepPlans.independent(2));
    committed(control(execution, Phase.OPEN, Phase.HELD));
    revised(execution, 2, List.of(put(2, "r"), put(1, "r", 2)), 0);
    assertThat(claimAll()).isEmpty();
    committed(control(execution, Phase.HELD, Phase.OPEN));
    assertThat(indexes(completeAll())).containsExactly(2, 1, Claim.END);
  }

  @Test
  void whatHasBegun_orIsNotAsTaken_conflicts_andChangesNothing() {
    UUID execution = start(0, StepPlans.independent(3));
    List<Claim> claims = claimUpTo(worker, null, 2);
    settle(claims.get(0), PARKED);
    settle(claims.get(1), COMPLETED);
    int parked = claims.get(0).index();
    int completed = claims.get(1).index();
    int open = 3 - parked - completed;
    assertThat(revise(execution, 3, List.of(), parked)).isInstanceOf(Conflict.class);
    assertThat(revise(execution, 3, List.of(), completed, open)).isInstanceOf(Conflict.class);
    assertThat(revise(execution, 3, List.of(put(parked, "r")))).isInstanceOf(Conflict.class);
    assertThat(revise(execution, 2, List.of(put(2, "r")))).isInstanceOf(Conflict.class);
    assertThat(revise(execution, 4, List.of(put(4, "r")))).isInstanceOf(Conflict.class);
    assertThat(revise(UUID.randomUUID(), 3, List.of(put(3, "r")))).isInstanceOf(Conflict.class);
    NewStep stranger =
        new NewStep(open, UUID.randomUUID(), "r", List.of(), StepState.WAITING, bytes("x"));
    assertThat(revise(execution, 3, List.of(stranger))).isInstanceOf(Conflict.class);
    Claim last = claimOne();
    assertThat(last.index()).isEqualTo(open);
    assertThat(revise(execution, 3, List.of(), open)).isInstanceOf(Conflict.class);
    committed(control(execution, Phase.OPEN, Phase.STOPPING));
    assertThat(revise(execution, 3, List.of(put(3, "r")))).isInstanceOf(Conflict.class);
    assertThat(states(execution)).hasSize(3).doesNotContain(StepState.WAITING);
  }

  @Test
  void growth_oneByOne_staysCheap() {
    UUID execution = start(0, StepPlans.independent(1));
    for (int size = 1; size <= 300; size++) {
      Claim claim = claimOne();
      List<NewStep> next = List.of(put(size, "r", size - 1));
      assertThat(
              commit(
                      settling(claim, COMPLETED),
                      new ReviseExecution(execution, size, next, List.of()))
                  .isCommitted())
          .isTrue();
    }
    settle(claimOne(), COMPLETED);
    assertThat(claimOne().isEnd()).isTrue();
    assertThat(states(execution)).hasSize(301).containsOnly(StepState.COMPLETED);
  }

  /** A model of what depends on what, revised and worked off at random beside the storage. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomRevisions_areWorkedOffInOrder(long seed) {
    Random random = new Random(seed);
    int size = 4 + random.nextInt(6);
    Map<Integer, Set<Integer>> model = new HashMap<>();
    List<NewStep> first = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      first.add(random(random, i, i, model, Set.of()));
    }
    UUID execution = start(random.nextInt(3), first);
    Set<Integer> dead = new HashSet<>();
    for (int turn = 0; ; turn++) {
      if (turn < 40 && random.nextBoolean()) {
        size = reviseAtRandom(random, execution, size, model, dead);
      }
      List<Claim> claims = claimUpTo(worker, null, 1 + random.nextInt(2));
      if (claims.isEmpty()) {
        break;
      }
      for (Claim claim : claims) {
        if (claim.isEnd()) {
          settle(claim, COMPLETED);
          continue;
        }
        for (int dependency : model.get(claim.index())) {
          assertThat(step(execution, dependency).state()).isEqualTo(StepState.COMPLETED);
        }
        boolean fails = random.nextInt(8) == 0;
        settle(claim, fails ? FAILED : COMPLETED);
        if (fails) {
          kill(claim.index(), model, dead);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      assertThat(step(execution, i).state())
          .as("step %s of seed %s", i, seed)
          .isIn(
              dead.contains(i)
                  ? List.of(StepState.FAILED, StepState.SKIPPED)
                  : List.of(StepState.COMPLETED));
    }
  }

  private static NewStep random(
      Random random, int index, int below, Map<Integer, Set<Integer>> model, Set<Integer> dead) {
    Set<Integer> dependencies = new HashSet<>();
    for (int i = 0; i < below; i++) {
      if (i != index && !dead.contains(i) && random.nextInt(4) == 0) {
        dependencies.add(i);
      }
    }
    model.put(index, dependencies);
    return put(index, "r" + random.nextInt(2), dependencies.toArray(Integer[]::new));
  }

  /** Each step depends only on lower ones, so that there is never a cycle. */
  private int reviseAtRandom(
      Random random,
      UUID execution,
      int size,
      Map<Integer, Set<Integer>> model,
      Set<Integer> dead) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      StepState state = step(execution, i).state();
      if (state == StepState.WAITING || state == StepState.HELD || state == StepState.CLAIMABLE) {
        open.add(i);
      }
    }
    if (open.isEmpty()) {
      return size;
    }
    Map<Integer, Set<Integer>> next = new HashMap<>(model);
    Set<Integer> gone = new HashSet<>(dead);
    List<Integer> removed = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      removed.add(open.get(random.nextInt(open.size())));
      gone.addAll(removed);
    }
    List<NewStep> put = new ArrayList<>();
    for (int i : open) {
      boolean orphaned = !removed.isEmpty() && model.get(i).contains(removed.get(0));
      if (!removed.contains(i) && (orphaned || random.nextInt(3) == 0)) {
        put.add(random(random, i, i, next, gone));
      }
    }
    int added = random.nextInt(3);
    for (int i = size; i < size + added; i++) {
      put.add(random(random, i, i, next, gone));
    }
    assertThat(commit(new ReviseExecution(execution, size, put, removed)).isCommitted()).isTrue();
    model.putAll(next);
    dead.addAll(gone);
    return size + added;
  }

  private static void kill(int index, Map<Integer, Set<Integer>> model, Set<Integer> dead) {
    dead.add(index);
    model.forEach(
        (step, dependencies) -> {
          if (!dead.contains(step) && dependencies.contains(index)) {
            kill(step, model, dead);
          }
        });
  }
}
