package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Work.Extension;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Leases of workers: extension, takeover, and who is fenced off. */
public abstract class WorkerContract extends WorkKit {

  private static final Duration MOST = LEASE.minusMinutes(1);
  private static final Duration PAST = LEASE.plusSeconds(1);
  private static final Fenced SUPERSEDED = new Fenced(Fenced.Cause.SUPERSEDED);

  @Test
  void register_twice_isTwoWorkers() {
    assertThat(storage.work().register("kit", LEASE)).isNotEqualTo(worker);
  }

  @Test
  void extend_keepsTheLease_fromNow() {
    Claim claim = startAndClaim();
    for (int i = 0; i < 3; i++) {
      fixture.advance(MOST);
      assertThat(storage.work().extend(worker, LEASE)).isEqualTo(new Extension(true, Set.of()));
      assertThat(storage.work().reap(10)).isZero();
    }
    settle(claim, COMPLETED);
  }

  @Test
  void extend_shorter_isFromNowToo() {
    startAndClaim();
    storage.work().extend(worker, Duration.ofSeconds(30));
    fixture.advance(Duration.ofSeconds(31));
    assertThat(storage.work().reap(10)).isEqualTo(1);
  }

  @Test
  void extend_ofAReapedOrUnknownWorker_isNotAlive() {
    assertThat(storage.work().extend(UUID.randomUUID(), LEASE).alive()).isFalse();
    startAndClaim();
    loseAllWorkers();
    assertThat(storage.work().extend(worker, LEASE).alive()).isFalse();
    assertThat(storage.work().claim(worker, null, 10)).isEmpty();
  }

  @Test
  void extend_ofAWorkerReapedWithoutSteps_isNotAlive() {
    loseAllWorkers();
    assertThat(storage.work().extend(worker, LEASE).alive()).isFalse();
  }

  @Test
  void reap_beforeLeasesEnd_takesNothing() {
    Claim claim = startAndClaim();
    fixture.advance(MOST);
    assertThat(storage.work().reap(10)).isZero();
    settle(claim, COMPLETED);
  }

  @Test
  void reap_takesTheStepsOfTheDead_andSaysSo() {
    UUID execution = start(0, StepPlans.independent(3));
    List<Claim> claims = claimAll();
    settle(claims.get(2), COMPLETED);
    fixture.advance(Duration.ofMinutes(2));
    UUID living = storage.work().register("living", LEASE);
    start(0, StepPlans.independent(1));
    List<Claim> lively = claimAll(living, null);
    fixture.advance(MOST);

    assertThat(storage.work().reap(10)).isEqualTo(2);
    assertThat(storage.work().reap(10)).isZero();

    StepRun lost = step(execution, 0);
    assertThat(lost.state()).isEqualTo(StepState.CLAIMABLE);
    assertThat(lost.lost()).isEqualTo(1);
    assertThat(lost.failures()).isZero();
    assertThat(step(execution, 2).state()).isEqualTo(StepState.COMPLETED);
    List<LogRecord> records = records(LogEntry.STEP_LOST);
    assertThat(records)
        .extracting(written -> written.entry().stepId())
        .containsExactlyInAnyOrder(claims.get(0).stepId(), claims.get(1).stepId());
    assertThat(records).allMatch(written -> written.entry().attempt() == 1);
    assertThat(records).allMatch(written -> text(written.entry().body()).startsWith("payload"));
    assertThat(storage.commit(set(settling(lively.get(0), living, COMPLETED))).isCommitted())
        .isTrue();
  }

  @Test
  void reap_takesAtMostMax_andTheRestNextTime() {
    start(0, StepPlans.independent(10));
    claimAll();
    fixture.advance(PAST);
    assertThat(storage.work().reap(4)).isEqualTo(4);
    assertThat(storage.work().reap(4)).isEqualTo(4);
    assertThat(storage.work().reap(4)).isEqualTo(2);
    assertThat(storage.work().reap(4)).isZero();
  }

  @Test
  void reap_underContention_takesEachStepOnce() {
    start(0, StepPlans.independent(60));
    claimAll();
    fixture.advance(PAST);

    AtomicInteger all = new AtomicInteger();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);

    List<Integer> taken =
        Contention.run(
            4,
            number -> {
              int own = 0;
              while (all.get() < 60 && System.nanoTime() < end) {
                int now = handle(number).work().reap(3);
                all.addAndGet(now);
                own += now;
              }
              return own;
            });

    assertThat(Contention.sum(taken)).isEqualTo(60);
    assertThat(storage.work().reap(3)).isZero();
    assertThat(records(LogEntry.STEP_LOST)).hasSize(60);
  }

  @Test
  void reap_asThePhaseDemands() {
    UUID held = start(0, StepPlans.independent(1));
    UUID stopping = start(0, StepPlans.independent(1));
    claimAll();
    committed(control(held, Phase.OPEN, Phase.HELD));
    committed(control(stopping, Phase.OPEN, Phase.STOPPING));

    assertThat(loseAllWorkers()).isEqualTo(2);

    assertThat(states(held)).containsExactly(StepState.HELD);
    assertThat(states(stopping)).containsExactly(StepState.SKIPPED);
    assertThat(step(stopping, 0).skipReason()).isEqualTo(SkipReason.CANCELLED);
    registerWorker();
    assertThat(claimOne().isEnd()).isTrue();
    assertThat(records(LogEntry.STEP_LOST)).hasSize(2);
  }

  @Test
  void lateResult_afterTheLeaseEndedButBeforeAnybodyTookTheStep_isAccepted() {
    Claim claim = startAndClaim();
    fixture.advance(PAST);
    settle(claim, COMPLETED);
    assertThat(step(claim).state()).isEqualTo(StepState.COMPLETED);
  }

  @Test
  void lateWorker_thatExtendsBeforeItIsReaped_goesOn() {
    Claim claim = startAndClaim();
    start(0, StepPlans.independent(1));
    fixture.advance(PAST);
    assertThat(storage.work().claim(worker, null, 1)).isEmpty();
    assertThat(storage.work().extend(worker, LEASE).alive()).isTrue();
    assertThat(storage.work().reap(10)).isZero();
    settle(claim, COMPLETED);
  }

  @Test
  void lateResult_ofAReapedLease_isFenced() {
    Claim claim = startAndClaim();
    loseAllWorkers();

    assertThat(commit(settling(claim, COMPLETED))).isEqualTo(SUPERSEDED);

    assertThat(step(claim).state()).isEqualTo(StepState.CLAIMABLE);
  }

  @Test
  void lateResult_ofASupersededAttempt_isFenced_alsoOfTheSameWorker() {
    Claim first = startAndClaim();
    settle(first, RELEASED);
    Claim second = claimOne();

    assertThat(commit(settling(first, COMPLETED))).isEqualTo(SUPERSEDED);

    assertThat(step(first).state()).isEqualTo(StepState.RUNNING);
    settle(second, COMPLETED);
  }

  @Test
  void takeover_theNextWorkerHasAHigherAttempt_andTheFormerIsFenced() {
    Claim former = startAndClaim();
    loseAllWorkers();
    UUID successor = storage.work().register("successor", LEASE);
    List<Claim> taken = claimAll(successor, null);
    assertThat(taken).hasSize(1);
    Claim claim = taken.get(0);
    assertThat(claim.attempt()).isEqualTo(2);
    assertThat(claim.lost()).isEqualTo(1);

    assertThat(commit(settling(former, worker, COMPLETED))).isEqualTo(SUPERSEDED);
    assertThat(commit(settling(claim, worker, COMPLETED))).isEqualTo(SUPERSEDED);
    assertThat(commit(settling(former, successor, COMPLETED))).isEqualTo(SUPERSEDED);
    assertThat(commit(settling(claim, successor, COMPLETED)).isCommitted()).isTrue();
  }

  @Test
  void deregister_handsStepsBackAtOnce() {
    Claim claim = startAndClaim();
    storage.work().deregister(worker);
    storage.work().deregister(worker);
    storage.work().deregister(UUID.randomUUID());

    assertThat(step(claim).state()).isEqualTo(StepState.CLAIMABLE);
    assertThat(step(claim).lost()).isEqualTo(1);
    assertThat(records(LogEntry.STEP_LOST)).hasSize(1);
    assertThat(commit(settling(claim, COMPLETED))).isEqualTo(SUPERSEDED);
    assertThat(storage.work().claim(worker, null, 10)).isEmpty();
    assertThat(storage.work().extend(worker, LEASE).alive()).isFalse();
  }

  @Test
  void extend_namesWhatIsStoppingOrWasClosedUnderTheWorker() {
    UUID stopping = start(0, StepPlans.independent(2));
    UUID closing = start(0, StepPlans.independent(1));
    UUID going = start(0, StepPlans.independent(1));
    List<Claim> claims = claimAll();
    UUID idle = storage.work().register("idle", LEASE);
    assertThat(storage.work().extend(worker, LEASE).stopping()).isEmpty();

    committed(control(stopping, Phase.OPEN, Phase.STOPPING));
    committed(control(closing, Phase.OPEN, Phase.CLOSED));

    assertThat(storage.work().extend(worker, LEASE).stopping())
        .containsExactlyInAnyOrder(stopping, closing);
    assertThat(storage.work().extend(idle, LEASE).stopping()).isEmpty();
    settleAll(
        claims.stream().filter(claim -> claim.executionId().equals(stopping)).toList(), RELEASED);
    assertThat(storage.work().extend(worker, LEASE).stopping()).doesNotContain(stopping, going);
  }

  @Test
  void extend_namesWhatStoppedByAFailure() {
    UUID execution = start(0, StepPlans.independent(2));
    List<Claim> claims = claimAll();
    committed(
        new Change.SettleStep(
            execution, claims.get(0).index(), 1, worker, FAILED_FAST, bytes("failure")));
    assertThat(storage.work().extend(worker, LEASE).stopping()).containsExactly(execution);
  }
}
