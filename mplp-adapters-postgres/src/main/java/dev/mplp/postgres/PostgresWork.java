package dev.mplp.postgres;

import dev.mplp.MplpException;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage.Exchange;
import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Claims, workers, and the work of executions. */
final class PostgresWork implements Work {

  private final Database database;
  private final Workers workers;
  private final ClaimSteps claimSteps;
  private final StepLimits limits;
  private final LostClaims lostClaims;
  private final WakeSteps wakeSteps;
  private final ReadWork reads;
  private final Consumer<Set<Signal>> signals;

  PostgresWork(
      Database database,
      Executions executions,
      Readiness readiness,
      StepLimits limits,
      Consumer<Set<Signal>> signals) {
    this.database = database;
    this.limits = limits;
    this.signals = signals;
    Sql sql = database.sql();
    workers = new Workers(database, executions, readiness, signals);
    claimSteps = new ClaimSteps(sql);
    lostClaims = new LostClaims(database);
    wakeSteps = new WakeSteps(database, executions, readiness, signals);
    reads = new ReadWork(database);
  }

  @Override
  public UUID register(String name, Duration lease) {
    return workers.register(name, lease);
  }

  @Override
  public Extension extend(UUID worker, Duration lease) {
    return workers.extend(worker, lease);
  }

  @Override
  public long leasesLost() {
    return workers.leasesLost();
  }

  @Override
  public void deregister(UUID worker) {
    workers.deregister(worker);
    lostClaims.forget(worker);
  }

  @Override
  public List<Claim> claim(UUID worker, @Nullable Set<String> roles, int max) {
    if (max <= 0) {
      return List.of();
    }
    List<Claim> found = lostClaims.found(worker, max);
    if (!found.isEmpty()) {
      return found;
    }
    ClaimSteps.Got got = claimOnce(worker, roles, max);
    List<Claim> claims = got.claims();
    if (got.someAreDue() && claims.size() < max && wakeSteps.run()) {
      List<Claim> more = claimOnce(worker, roles, max - claims.size()).claims();
      claims = new ArrayList<>(claims);
      claims.addAll(more);
    }
    if (!claims.isEmpty()) {
      signals.accept(EnumSet.of(Signal.LOG));
    }
    return List.copyOf(claims);
  }

  /** Applies plain sets and claims in one transaction. */
  Exchange exchange(
      PlainSets plainSets,
      List<ChangeSet> sets,
      UUID worker,
      @Nullable Set<String> roles,
      int max) {
    boolean limited = limits.wereThere();
    int call = lostClaims.nextCall(worker);
    Both both;
    try {
      both =
          database.transact(
              (connection, last) -> {
                PlainSets.Answer answer =
                    plainSets.apply(connection, sets, claimSteps.lockWorker(worker), last);
                return new Both(answer, claimSteps.ask(last, worker, call, roles, max, limited));
              });
    } catch (MplpException e) {
      lostClaims.lost(worker, call);
      throw e;
    }
    ClaimSteps.Got got = both.claim.got();
    limits.found(got.limited());
    signals.accept(both.signals(got.claims()));
    if (got.someAreDue() && got.claims().size() < max) {
      wakeSteps.run();
    }
    return new Exchange(both.answer.results(), got.claims());
  }

  /** Whether a claim of this worker is best made by itself. */
  boolean claimsAlone(UUID worker) {
    return lostClaims.areThere(worker);
  }

  /** A commit and a claim. */
  private record Both(PlainSets.Answer answer, ClaimSteps.Asked claim) {

    /** There is work for others unless all that became claimable was claimed along with it. */
    Set<Signal> signals(List<Claim> claims) {
      Set<Signal> raised = EnumSet.copyOf(answer.signals());
      Set<StepName> left = new HashSet<>(answer.claimable());
      for (Claim claim : claims) {
        left.remove(
            new StepName(new ExecutionKey(claim.tenant(), claim.executionId()), claim.index()));
      }
      if (left.isEmpty() && !this.claim.isCutShort() && !this.claim.isRefused()) {
        raised.remove(Signal.WORK);
      } else {
        raised.add(Signal.WORK);
      }
      if (!claims.isEmpty()) {
        raised.add(Signal.LOG);
      }
      return raised;
    }
  }

  private ClaimSteps.Got claimOnce(UUID worker, @Nullable Set<String> roles, int max) {
    boolean limited = limits.wereThere();
    int call = lostClaims.nextCall(worker);
    try {
      ClaimSteps.Got got =
          database.callOnce(
              connection -> claimSteps.claim(connection, worker, call, roles, max, limited));
      limits.found(got.limited());
      return got;
    } catch (StorageException e) {
      lostClaims.lost(worker, call);
      throw e;
    }
  }

  @Override
  public int reap(int max) {
    return workers.reap(max);
  }

  @Override
  public Optional<StepRun> step(String tenant, UUID executionId, int index) {
    return reads.step(tenant, executionId, index);
  }

  @Override
  public List<StepRun> steps(String tenant, UUID executionId, int after, int limit) {
    return reads.steps(tenant, executionId, after, limit);
  }

  @Override
  public Map<StepState, Integer> tally(String tenant, UUID executionId) {
    return reads.tally(tenant, executionId);
  }

  @Override
  public Optional<WorkExecution> execution(String tenant, UUID executionId) {
    return reads.execution(tenant, executionId);
  }

  @Override
  public List<Backlog> backlog() {
    return reads.backlog();
  }
}
