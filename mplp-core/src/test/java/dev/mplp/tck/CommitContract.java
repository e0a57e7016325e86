package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Storage#commit}: all of a set or nothing, once. */
public abstract class CommitContract extends WorkKit {

  private static final UUID STARTED = new UUID(4711, 1);

  /** What each set of {@link #leavesNothing} brings along, and must not leave behind. */
  private Change[] withBystanders(Change refused) {
    return new Change[] {
      put("bystander", 0, "left behind", Map.of("status", "left")),
      new Change.AppendItems(KIND, "bystander", 1, List.of(bytes("left behind"))),
      new Change.PutTimer("timer", "left", storage.now(), bytes("left behind")),
      log("left.behind"),
      StepPlans.start(STARTED, 0, Phase.OPEN, StepPlans.independent(1)),
      refused,
      log("left.behind.too"),
    };
  }

  private void leavesNothing(Change refused, Class<? extends CommitResult> answer) {
    ChangeSet set = set(withBystanders(refused));
    long head = sequenced(TENANT).size();

    assertThat(storage.commit(set)).isInstanceOf(answer);

    assertThat(storage.get(key("bystander"))).isEmpty();
    assertThat(storage.items(key("bystander"), -1, 10)).isEmpty();
    assertThat(storage.timers().due(10, Duration.ZERO)).isEmpty();
    assertThat(storage.work().execution(TENANT, STARTED)).isEmpty();
    assertThat(sequenced(TENANT)).hasSize((int) head);
  }

  @Test
  void commit_withAConflictOfEachKind_leavesNothing() {
    committed(put("a", 0, "1"));
    committed(new Change.AppendItems(KIND, "a", 0, List.of(bytes("item"))));
    UUID open = start(0, StepPlans.independent(1));

    List<Change> refused =
        List.of(
            put("a", 0, "created before"),
            put("a", 2, "changed before"),
            put("b", 1, "never created"),
            new Change.CheckDocument(KIND, "a", 2),
            new Change.CheckDocument(KIND, "a", 0),
            new Change.CheckDocument(KIND, "b", 1),
            new Change.DeleteDocument(KIND, "a", 2),
            new Change.AppendItems(KIND, "a", 0, List.of(bytes("taken"))),
            new Change.PutItem(KIND, "a", 0, 2, bytes("changed before")),
            new Change.PutItem(KIND, "a", 1, 1, bytes("never appended")),
            new Change.RemoveTimer("timer", "never set"),
            StepPlans.start(open, 0, Phase.OPEN, StepPlans.independent(1)),
            control(open, Phase.HELD, Phase.OPEN),
            control(UUID.randomUUID(), Phase.OPEN, Phase.HELD),
            new Change.ReopenExecution(open, UUID.randomUUID()),
            new Change.ReopenExecution(UUID.randomUUID(), UUID.randomUUID()));
    for (Change change : refused) {
      leavesNothing(change, Conflict.class);
    }
  }

  @Test
  void commit_withAFencedSettlement_leavesNothing() {
    start(0, StepPlans.independent(1));
    Claim claim = claimOne();

    leavesNothing(
        new Change.SettleStep(
            claim.executionId(),
            claim.index(),
            claim.attempt() + 1,
            worker,
            new Settlement.Completed(),
            null),
        Fenced.class);
    assertThat(step(claim).state()).isEqualTo(StepState.RUNNING);
  }

  @Test
  void commit_ofAllThatPasses_doesEverything() {
    committed(put("a", 0, "1"));
    committed(new Change.PutTimer("timer", "removed", storage.now(), bytes("x")));

    committed(withBystanders(new Change.RemoveTimer("timer", "removed")));

    assertThat(storage.get(key("bystander"))).isPresent();
    assertThat(storage.items(key("bystander"), -1, 10)).hasSize(1);
    assertThat(storage.timers().due(10, Duration.ZERO)).hasSize(1);
    assertThat(storage.work().execution(TENANT, STARTED)).isPresent();
    assertThat(sequenced(TENANT))
        .extracting(written -> written.entry().type())
        .containsExactly("left.behind", "left.behind.too");
  }

  @Test
  void commit_ofSeveralSets_answersEachByItself() {
    committed(put("a", 0, "1"));

    List<CommitResult> results =
        storage.commit(
            List.of(
                set(put("b", 0, "1")),
                set(put("a", 0, "conflict")),
                set(put("c", 0, "1"), new Change.CheckDocument(KIND, "a", 7)),
                set(OTHER_TENANT, put("a", 0, "theirs")),
                set(put("d", 0, "1"))));

    assertThat(results)
        .extracting(CommitResult::isCommitted)
        .containsExactly(true, false, false, true, true);
    assertThat(storage.get(key("c"))).isEmpty();
    assertThat(storage.get(key("d"))).isPresent();
    assertThat(storage.commit(List.of())).isEmpty();
  }

  @Test
  void commit_ofSeveralSetsToOneDocument_goesInTheOrderOfTheList() {
    List<CommitResult> results =
        storage.commit(
            List.of(
                set(put("a", 0, "1")),
                set(put("a", 1, "2")),
                set(put("a", 1, "late")),
                set(put("a", 2, "3"))));

    assertThat(results)
        .extracting(CommitResult::isCommitted)
        .containsExactly(true, true, false, true);
    assertThat(text(storage.get(key("a")).orElseThrow().body())).isEqualTo("3");
  }

  @Test
  void checks_holdAgainstTheStateBeforeTheSet() {
    committed(put("a", 0, "1"));

    committed(put("a", 1, "2"), new Change.CheckDocument(KIND, "a", 1));
    assertThat(commit(put("a", 2, "3"), new Change.CheckDocument(KIND, "a", 3)))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void endOfAnExecution_isSettledAndClosedInOneSet_inWhateverOrder() {
    for (boolean settledFirst : new boolean[] {true, false}) {
      UUID execution = start(0, List.of());
      Change settling = settling(claimOne(), new Settlement.Completed());
      Change closing = control(execution, Phase.OPEN, Phase.CLOSED);

      committed(settledFirst ? settling : closing, settledFirst ? closing : settling);

      assertThat(phase(execution)).isEqualTo(Phase.CLOSED);
      assertThat(claimAll()).isEmpty();
    }
  }

  @Test
  void steps_settledAndClosedInOneSet_keepWhatBecameOfThem() {
    UUID execution = start(0, StepPlans.independent(3));
    List<Claim> claims = claimAll();

    committed(
        control(execution, Phase.OPEN, Phase.CLOSED),
        settling(claims.get(0), new Settlement.Completed()),
        settling(claims.get(1), new Settlement.Release()));

    assertThat(states(execution))
        .containsExactly(StepState.COMPLETED, StepState.SKIPPED, StepState.SKIPPED);
  }
}
