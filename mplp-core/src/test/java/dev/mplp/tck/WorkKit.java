package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What the kits of {@link Work} share: a worker, and short names for starting and settling. */
public abstract class WorkKit extends StorageKit {

  static final Duration LEASE = Duration.ofMinutes(10);
  static final Settlement COMPLETED = new Settlement.Completed();
  static final Settlement FAILED = new Settlement.Failed(Settlement.OnFailure.SKIP_DEPENDENTS);
  static final Settlement FAILED_FAST = new Settlement.Failed(Settlement.OnFailure.STOP);
  static final Settlement RELEASED = new Settlement.Release();
  static final Settlement PARKED = new Settlement.Park(null);

  UUID worker;

  @BeforeEach
  void registerWorker() {
    worker = storage.work().register("kit", LEASE);
  }

  /** Lets every lease end, and takes the steps away. */
  int loseAllWorkers() {
    fixture.advance(LEASE.plusSeconds(1));
    return storage.work().reap(10_000);
  }

  UUID start(int parallelism, List<NewStep> steps) {
    return start(TENANT, parallelism, Phase.OPEN, steps);
  }

  UUID start(String tenant, int parallelism, Phase phase, List<NewStep> steps) {
    UUID execution = UUID.randomUUID();
    CommitResult result =
        storage.commit(set(tenant, StepPlans.start(execution, parallelism, phase, steps)));
    assertThat(result.isCommitted()).isTrue();
    return execution;
  }

  Claim startAndClaim() {
    start(0, StepPlans.independent(1));
    return claimOne();
  }

  /** The one claim that there is to have. */
  Claim claimOne() {
    List<Claim> claims = claimAll();
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }

  /** Claims until there is nothing left; by index, the end first. */
  List<Claim> claimAll() {
    return claimAll(worker, null);
  }

  List<Claim> claimAll(UUID by, @Nullable Set<String> roles) {
    List<Claim> claims = claimUpTo(by, roles, Integer.MAX_VALUE);
    claims.sort(Comparator.comparing(Claim::index));
    return claims;
  }

  /** Claims by tens until there are {@code max}, or nothing is left. */
  List<Claim> claimUpTo(UUID by, @Nullable Set<String> roles, int max) {
    List<Claim> all = new ArrayList<>();
    while (all.size() < max) {
      List<Claim> claims = storage.work().claim(by, roles, Math.min(10, max - all.size()));
      if (claims.isEmpty()) {
        break;
      }
      all.addAll(claims);
    }
    return all;
  }

  Change.SettleStep settling(Claim claim, Settlement settlement) {
    return settling(claim, worker, settlement);
  }

  static Change.SettleStep settling(Claim claim, UUID by, Settlement settlement) {
    return new Change.SettleStep(
        claim.executionId(), claim.index(), claim.attempt(), by, settlement, null);
  }

  void settle(Claim claim, Settlement settlement) {
    assertThat(storage.commit(set(claim.tenant(), settling(claim, settlement))).isCommitted())
        .as("settling %s with %s", claim, settlement)
        .isTrue();
  }

  void settleAll(List<Claim> claims, Settlement settlement) {
    List<CommitResult> results =
        storage.commit(
            claims.stream()
                .map(claim -> set(claim.tenant(), settling(claim, settlement)))
                .toList());
    assertThat(results).allMatch(CommitResult::isCommitted);
  }

  /** Claims and completes until nothing is left; gives back what was claimed, in order. */
  List<Claim> completeAll() {
    List<Claim> all = new ArrayList<>();
    for (List<Claim> claims = claimAll(); !claims.isEmpty(); claims = claimAll()) {
      settleAll(claims, COMPLETED);
      all.addAll(claims);
    }
    return all;
  }

  static Change.ControlExecution control(UUID execution, Phase expected, Phase phase) {
    return new Change.ControlExecution(execution, List.of(expected), phase, SkipReason.CANCELLED);
  }

  void goOn(UUID execution, int index) {
    committed(new Change.ContinueStep(execution, index));
  }

  StepRun step(Claim claim) {
    return step(claim.executionId(), claim.index());
  }

  StepRun step(UUID execution, int index) {
    return storage.work().step(TENANT, execution, index).orElseThrow();
  }

  List<StepState> states(UUID execution) {
    return storage.work().steps(TENANT, execution, -1, 1_000).stream().map(StepRun::state).toList();
  }

  Phase phase(UUID execution) {
    return storage.work().execution(TENANT, execution).orElseThrow().phase();
  }

  static List<Integer> indexes(List<Claim> claims) {
    return claims.stream().map(Claim::index).toList();
  }

  /** The records of a type, of every run. */
  List<LogRecord> records(String type) {
    return sequenced(TENANT).stream()
        .filter(written -> written.entry().type().equals(type))
        .toList();
  }
}
