package dev.mplp.tck;

import dev.mplp.spi.Claim;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The work of a {@link FaultyStorage}: claims and extensions fail. */
final class FaultyWork implements Work {

  private final Work work;
  private final FaultyStorage faults;

  FaultyWork(Work work, FaultyStorage faults) {
    this.work = work;
    this.faults = faults;
  }

  @Override
  public Extension extend(UUID worker, Duration lease) {
    return faults.call("extend", () -> work.extend(worker, lease));
  }

  @Override
  public List<Claim> claim(UUID worker, @Nullable Set<String> roles, int max) {
    return faults.call("claim", () -> work.claim(worker, roles, max));
  }

  @Override
  public UUID register(String name, Duration lease) {
    return work.register(name, lease);
  }

  @Override
  public void deregister(UUID worker) {
    work.deregister(worker);
  }

  @Override
  public int reap(int max) {
    return work.reap(max);
  }

  @Override
  public Optional<StepRun> step(String tenant, UUID executionId, int index) {
    return work.step(tenant, executionId, index);
  }

  @Override
  public List<StepRun> steps(String tenant, UUID executionId, int after, int limit) {
    return work.steps(tenant, executionId, after, limit);
  }

  @Override
  public Map<StepState, Integer> tally(String tenant, UUID executionId) {
    return work.tally(tenant, executionId);
  }

  @Override
  public Optional<WorkExecution> execution(String tenant, UUID executionId) {
    return work.execution(tenant, executionId);
  }

  @Override
  public List<Backlog> backlog() {
    return work.backlog();
  }
}
