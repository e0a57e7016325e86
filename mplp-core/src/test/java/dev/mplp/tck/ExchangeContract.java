package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Storage.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** {@link Storage#exchange}: a commit and a claim in one call. */
public abstract class ExchangeContract extends WorkKit {

  @Test
  void exchange_claimsWhatItsSetsMadeReady() {
    UUID execution = start(0, StepPlans.chain(3, StepPlans.ROLE));
    Claim first = claimOne();

    Exchange exchange = storage.exchange(List.of(completing(first)), worker, null, 10);

    assertThat(exchange.results()).containsExactly(Committed.INSTANCE);
    assertThat(exchange.claims()).extracting(Claim::index).containsExactly(1);
    assertThat(exchange.claims().get(0).attempt()).isEqualTo(1);
    assertThat(states(execution))
        .containsExactly(StepState.COMPLETED, StepState.RUNNING, StepState.WAITING);
    assertThat(types()).containsExactly(LogEntry.STEP_STARTED, "completed", LogEntry.STEP_STARTED);
  }

  @Test
  void exchange_bringsAnExecutionToItsEnd() {
    start(0, StepPlans.independent(1));
    Exchange exchange = storage.exchange(List.of(completing(claimOne())), worker, null, 10);
    assertThat(exchange.claims()).hasSize(1).allMatch(Claim::isEnd);
  }

  @Test
  void exchange_refusedSetsTakeNothingDown() {
    start(0, StepPlans.independent(3));
    List<Claim> claims = claimAll();
    settle(claims.get(1), COMPLETED);
    start(0, StepPlans.independent(1));
    List<ChangeSet> sets = claims.stream().map(this::completing).toList();

    Exchange exchange = storage.exchange(sets, worker, null, 10);

    assertThat(exchange.results())
        .containsExactly(
            Committed.INSTANCE, new Fenced(Fenced.Cause.SUPERSEDED), Committed.INSTANCE);
    assertThat(exchange.claims()).hasSize(2).anyMatch(Claim::isEnd);
  }

  @Test
  void exchange_claimsNoMoreThanAsked_andOnlyTheRolesAskedFor() {
    start(0, StepPlans.independent(1));
    Claim done = claimOne();
    start(0, StepPlans.ofRole(5, "analyst"));
    start(0, StepPlans.ofRole(5, "clerk"));

    Exchange exchange = storage.exchange(List.of(completing(done)), worker, Set.of("clerk"), 3);

    assertThat(exchange.claims()).hasSizeBetween(1, 3);
    assertThat(exchange.claims()).filteredOn(claim -> !claim.isEnd()).isNotEmpty();
    assertThat(exchange.claims())
        .filteredOn(claim -> !claim.isEnd())
        .allMatch(claim -> claim.role().equals("clerk"));
    assertThat(storage.exchange(List.of(set(log("a"))), worker, null, 0).claims()).isEmpty();
    assertThat(storage.exchange(List.of(), worker, Set.of("analyst"), 3).claims()).isNotEmpty();
  }

  @Test
  void exchange_byAWorkerWithoutALease_commitsAndClaimsNothing() {
    start(0, StepPlans.chain(3, StepPlans.ROLE));
    ChangeSet first = completing(claimOne());
    Exchange unknown = storage.exchange(List.of(first), UUID.randomUUID(), null, 10);
    assertThat(unknown.results()).containsExactly(Committed.INSTANCE);
    assertThat(unknown.claims()).isEmpty();

    ChangeSet second = completing(claimOne());
    fixture.advance(LEASE.plusSeconds(1));
    Exchange late = storage.exchange(List.of(second), worker, null, 10);

    assertThat(late.results()).containsExactly(Committed.INSTANCE);
    assertThat(late.claims()).isEmpty();
  }

  @Test
  void exchange_ofSetsOfAllKinds_answersInOrder() {
    UUID execution = start(0, StepPlans.chain(2, StepPlans.ROLE));
    Claim claim = claimOne();
    List<ChangeSet> sets =
        List.of(
            set(put("a", 0, "one")),
            completing(claim),
            set(put("a", 7, "two")),
            set(control(execution, Phase.OPEN, Phase.HELD)));

    Exchange exchange = storage.exchange(sets, worker, null, 10);

    assertThat(exchange.results())
        .extracting(CommitResult::isCommitted)
        .containsExactly(true, true, false, true);
    assertThat(exchange.claims()).as("what is held is not claimed").isEmpty();
  }

  @Test
  void exchange_again_changesNothing() {
    start(0, StepPlans.independent(1));
    ChangeSet set = completing(claimOne());
    storage.exchange(List.of(set), worker, null, 10);
    int records = sequenced(TENANT).size();

    Exchange again = storage.exchange(List.of(set), worker, null, 10);

    assertThat(again.results()).containsExactly(Committed.INSTANCE);
    assertThat(again.claims()).isEmpty();
    assertThat(sequenced(TENANT)).hasSize(records);
  }

  @Test
  void exchange_whoseAnswerIsLost_isFoundOutByACommit_andItsClaimsGoBackWithTheWorker() {
    UUID execution = start(0, StepPlans.chain(2, StepPlans.ROLE));
    ChangeSet set = completing(claimOne());
    FaultyStorage faulty = FaultyStorage.of(storage);
    faulty.failNext(FaultyStorage.Fault.AFTER);
    assertThatThrownBy(() -> faulty.exchange(List.of(set), worker, null, 10))
        .isInstanceOf(OutcomeUnknownException.class);

    assertThat(faulty.commit(set)).isEqualTo(Committed.INSTANCE);
    storage.work().deregister(worker);
    registerWorker();

    Claim again = claimOne();
    assertThat(again.index()).isEqualTo(1);
    assertThat(again.lost()).isEqualTo(1);
    settle(again, COMPLETED);
    assertThat(states(execution)).containsOnly(StepState.COMPLETED);
  }

  @Test
  void exchange_byManyAtOnce_everyStepIsDoneOnce() throws Exception {
    for (int i = 0; i < 6; i++) {
      start(0, StepPlans.chain(25, StepPlans.ROLE));
      start(3, StepPlans.independent(25));
    }
    Queue<String> done = new ConcurrentLinkedQueue<>();
    Contention.run(
        4,
        thread -> {
          Storage handle = handle(thread);
          UUID own = handle.work().register("thread " + thread, LEASE);
          List<Claim> claims = handle.work().claim(own, null, 5);
          int idle = 0;
          while (idle < 200) {
            List<ChangeSet> sets = new ArrayList<>();
            for (Claim claim : claims) {
              sets.add(set(claim.tenant(), settling(claim, own, COMPLETED)));
              done.add(claim.executionId() + "/" + claim.index());
            }
            Exchange exchange = handle.exchange(sets, own, null, 5);
            assertThat(exchange.results()).allMatch(CommitResult::isCommitted);
            claims = exchange.claims();
            idle = claims.isEmpty() ? idle + 1 : 0;
          }
          return idle;
        });

    assertThat(claimAll()).isEmpty();
    assertThat(done).hasSize(12 * 26).doesNotHaveDuplicates();
  }

  private ChangeSet completing(Claim claim) {
    return set(claim.tenant(), settling(claim, COMPLETED), log("completed"));
  }

  private List<String> types() {
    return sequenced(TENANT).stream().map(LogRecord::entry).map(LogEntry::type).toList();
  }
}
