package dev.mplp.runtime.crypto;

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

/** Work whose payloads and results are decrypted when they are read. */
final class EncryptedWork implements Work {

  private final Work work;
  private final Bodies bodies;
  private final ReadableClaims claims;

  EncryptedWork(Work work, Bodies bodies, ReadableClaims claims) {
    this.work = work;
    this.bodies = bodies;
    this.claims = claims;
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private StepRun decrypted(String tenant, UUID executionId, StepRun step) {
    return new StepRun(
        step.index(),
        step.stepId(),
        step.role(),
        step.state(),
        step.runId(),
        step.attempt(),
        step.failures(),
        step.lost(),
        step.skipReason(),
        step.startedAt(),
        step.finishedAt(),
        step.wakeAt(),
        bodies.result(tenant, executionId, step.index(), step.result()),
        bodies.payload(tenant, executionId, step.stepId(), step.payload()));
  }

  @Override
  public UUID register(String name, Duration lease) {
    return work.register(name, lease);
  }

  @Override
  public Extension extend(UUID worker, Duration lease) {
    return work.extend(worker, lease);
  }

  @Override
  public long leasesLost() {
    return work.leasesLost();
  }

  @Override
  public void deregister(UUID worker) {
    work.deregister(worker);
  }

  @Override
  public List<Claim> claim(UUID worker, @Nullable Set<String> roles, int max) {
    return claims.some(work.claim(worker, roles, max), worker);
  }

  @Override
  public int reap(int max) {
    return work.reap(max);
  }

  @Override
  public Optional<StepRun> step(String tenant, UUID executionId, int index) {
    return work.step(tenant, executionId, index).map(step -> decrypted(tenant, executionId, step));
  }

  @Override
  public List<StepRun> steps(String tenant, UUID executionId, int after, int limit) {
    return work.steps(tenant, executionId, after, limit).stream()
        .map(step -> decrypted(tenant, executionId, step))
        .toList();
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
