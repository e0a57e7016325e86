package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Phase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What removes what is over, and finds it: {@link Change.RemoveExecution}, {@link
 * dev.mplp.spi.Storage#count} and {@link dev.mplp.spi.Storage#tenants}.
 */
public abstract class RemovalContract extends WorkKit {

  @Test
  void removeExecution_closed_takesItsStepsAlong_andLeavesOthers() {
    UUID gone = start(0, StepPlans.chain(3));
    UUID stays = start(0, StepPlans.chain(2));
    committed(control(gone, Phase.OPEN, Phase.CLOSED));

    committed(new Change.RemoveExecution(gone), put("beside", 0, "1"));

    assertThat(storage.work().execution(TENANT, gone)).isEmpty();
    assertThat(storage.work().steps(TENANT, gone, -1, 10)).isEmpty();
    assertThat(storage.work().step(TENANT, gone, 0)).isEmpty();
    assertThat(storage.work().tally(TENANT, gone)).isEmpty();
    assertThat(storage.get(key("beside"))).isPresent();
    assertThat(completeAll()).extracting(Claim::executionId).hasSize(3).containsOnly(stays);
  }

  @Test
  void removeExecution_inAnyOtherPhase_conflicts_andChangesNothing() {
    for (Phase phase : List.of(Phase.OPEN, Phase.HELD, Phase.STOPPING)) {
      UUID execution = start(TENANT, 0, Phase.OPEN, StepPlans.independent(1));
      if (phase != Phase.OPEN) {
        committed(control(execution, Phase.OPEN, phase));
      }

      assertThat(commit(new Change.RemoveExecution(execution), put("no" + phase, 0, "1")))
          .isInstanceOf(Conflict.class);

      assertThat(phase(execution)).isEqualTo(phase);
      assertThat(storage.get(key("no" + phase))).isEmpty();
    }
  }

  @Test
  void removeExecution_thatIsNotThere_orOfAnotherTenant_doesNothing() {
    UUID theirs = start(OTHER_TENANT, 0, Phase.OPEN, StepPlans.independent(1));

    committed(new Change.RemoveExecution(theirs), new Change.RemoveExecution(UUID.randomUUID()));

    assertThat(storage.work().execution(OTHER_TENANT, theirs)).isPresent();
  }

  @Test
  void lateResult_ofARemovedExecution_isFenced() {
    Claim claim = startAndClaim();
    committed(control(claim.executionId(), Phase.OPEN, Phase.CLOSED));
    committed(new Change.RemoveExecution(claim.executionId()));

    assertThat(commit(settling(claim, COMPLETED))).isInstanceOf(Fenced.class);
    assertThat(commit(new Change.ReopenExecution(claim.executionId(), UUID.randomUUID())))
        .isInstanceOf(Conflict.class);
    assertThat(loseAllWorkers()).isZero();
  }

  @Test
  void contendingRemovalAndReopening_oneOfThemWins() {
    for (int round = 0; round < 10; round++) {
      UUID execution = start(0, StepPlans.independent(2));
      committed(control(execution, Phase.OPEN, Phase.CLOSED));
      Change removal = new Change.RemoveExecution(execution);
      Change reopening = new Change.ReopenExecution(execution, UUID.randomUUID());

      List<Boolean> done =
          Contention.run(
              2,
              number ->
                  handle(number).commit(set(number == 0 ? removal : reopening)).isCommitted());

      assertThat(done).containsExactlyInAnyOrder(true, false);
      assertThat(storage.work().execution(TENANT, execution).isPresent()).isEqualTo(done.get(1));
    }
  }

  @Test
  void count_isThatOfTheList_upToMax() {
    for (int i = 0; i < 7; i++) {
      committed(put("d" + i, 0, "1", Map.of("status", i < 4 ? "over" : "open", "owner", "ann")));
    }
    storage.commit(set(OTHER_TENANT, put("d", 0, "1", Map.of("status", "over"))));
    committed(put("d6", 1, "2", Map.of("status", "over")));

    assertThat(count(Map.of(), 0, 100)).isEqualTo(7);
    assertThat(count(Map.of(), 0, 3)).isEqualTo(3);
    assertThat(count(Map.of("status", "over"), 0, 100)).isEqualTo(5);
    assertThat(count(Map.of("status", "over", "owner", "ann"), 0, 100)).isEqualTo(4);
    assertThat(count(Map.of("status", "none"), 0, 100)).isZero();
    Document second = storage.list(query(Map.of("status", "over"), 0)).get(1);
    assertThat(count(Map.of("status", "over"), second.order(), 100)).isEqualTo(3);
  }

  private int count(Map<String, String> where, long after, int max) {
    return storage.count(query(where, after), max);
  }

  private static DocumentQuery query(Map<String, String> where, long after) {
    return new DocumentQuery(TENANT, KIND, where, after, 2);
  }

  @Test
  void tenants_areThoseWithDocuments_inOrder_pageByPage() {
    assertThat(storage.tenants("", 10)).isEmpty();
    for (String tenant : List.of("c", "a", "b", "a")) {
      assertThat(storage.commit(set(tenant, put(tenant + UUID.randomUUID(), 0, "1"))))
          .isEqualTo(Committed.INSTANCE);
    }
    storage.commit(set("d", put("only", 0, "1")));
    storage.commit(set("d", new Change.DeleteDocument(KIND, "only", 1)));

    assertThat(storage.tenants("", 10)).containsExactly("a", "b", "c");
    assertThat(storage.tenants("", 2)).containsExactly("a", "b");
    assertThat(storage.tenants("b", 2)).containsExactly("c");
  }
}
