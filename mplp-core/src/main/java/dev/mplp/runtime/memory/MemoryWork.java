package dev.mplp.runtime.memory;

import dev.mplp.spi.Claim;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Workers with their leases, and what they claim. */
final class MemoryWork implements Work {

  private static final int MAX_BACKLOG_ROWS = 1_000;
  private static final int MAX_BACKLOG_COUNT = 10_000;

  private final Guard guard;
  private final StorageClock clock;
  private final MemoryLog log;
  private final Executions executions;
  private final StepFlow flow;
  private final ReadyQueues ready;
  private final StepLimits limits;
  private final Map<UUID, Worker> workers = new HashMap<>();
  private long leasesLost;

  /** Workers that were reaped, but have more steps than were taken at once. */
  private final List<Worker> halfReaped = new ArrayList<>();

  MemoryWork(
      Guard guard,
      StorageClock clock,
      MemoryLog log,
      Executions executions,
      StepFlow flow,
      ReadyQueues ready,
      StepLimits limits) {
    this.guard = guard;
    this.clock = clock;
    this.log = log;
    this.executions = executions;
    this.flow = flow;
    this.ready = ready;
    this.limits = limits;
  }

  @Override
  public UUID register(String name, Duration lease) {
    UUID id = UUID.randomUUID();
    guard.run(() -> workers.put(id, new Worker(id, name, clock.micros() + Micros.of(lease))));
    return id;
  }

  @Override
  public Extension extend(UUID worker, Duration lease) {
    return guard.call(
        () -> {
          Worker found = workers.get(worker);
          if (found == null) {
            leasesLost++;
            return new Extension(false, Set.of());
          }
          found.leaseUntil = clock.micros() + Micros.of(lease);
          return new Extension(true, found.stopping());
        });
  }

  @Override
  public long leasesLost() {
    return guard.call(() -> leasesLost);
  }

  @Override
  public void deregister(UUID worker) {
    guard.run(
        () -> {
          Worker found = workers.remove(worker);
          if (found != null) {
            takeSteps(found, Integer.MAX_VALUE);
          }
        });
  }

  @Override
  public List<Claim> claim(UUID worker, @Nullable Set<String> roles, int max) {
    return guard.call(() -> claimNow(worker, roles, max));
  }

  /** Under the lock. */
  List<Claim> claimNow(UUID worker, @Nullable Set<String> roles, int max) {
    Worker found = workers.get(worker);
    if (found == null || clock.micros() >= found.leaseUntil) {
      return List.of();
    }
    flow.wake();
    List<Step> steps = ready.poll(roles, max, limits);
    List<Claim> claims = new ArrayList<>(steps.size());
    for (Step step : steps) {
      flow.claim(step, found);
      claims.add(step.toClaim());
      if (step.parked) {
        write(LogEntry.STEP_CONTINUED, LogEntry.COMPENSATION_CONTINUED, step);
      } else {
        write(LogEntry.STEP_STARTED, LogEntry.COMPENSATION_STARTED, step);
      }
      step.parked = false;
    }
    return claims;
  }

  @Override
  public int reap(int max) {
    return guard.call(
        () -> {
          long now = clock.micros();
          for (Iterator<Worker> all = workers.values().iterator(); all.hasNext(); ) {
            Worker worker = all.next();
            if (worker.leaseUntil <= now) {
              all.remove();
              halfReaped.add(worker);
            }
          }
          int taken = 0;
          while (taken < max && !halfReaped.isEmpty()) {
            Worker worker = halfReaped.get(halfReaped.size() - 1);
            taken += takeSteps(worker, max - taken);
            if (worker.running.isEmpty()) {
              halfReaped.remove(halfReaped.size() - 1);
            }
          }
          return taken;
        });
  }

  private int takeSteps(Worker worker, int max) {
    int taken = 0;
    for (Step step = worker.running.first();
        step != null && taken < max;
        step = worker.running.first()) {
      flow.lose(step);
      write(LogEntry.STEP_LOST, LogEntry.COMPENSATION_LOST, step);
      taken++;
    }
    return taken;
  }

  private void write(String ofStep, String ofCompensation, Step step) {
    if (!step.isEnd()) {
      Execution execution = step.execution;
      log.append(
          execution.tenant,
          new LogEntry(
              execution.compensates == null ? ofStep : ofCompensation,
              execution.contextId,
              execution.id,
              execution.runId,
              step.stepId,
              step.attempt,
              step.payload));
    }
  }

  @Override
  public Optional<StepRun> step(String tenant, UUID executionId, int index) {
    return guard.call(
        () -> {
          Execution execution = executions.find(tenant, executionId);
          Step step = execution == null || index < 0 ? null : execution.step(index);
          return Optional.ofNullable(step).map(Step::toStepRun);
        });
  }

  @Override
  public List<StepRun> steps(String tenant, UUID executionId, int after, int limit) {
    return guard.call(
        () -> {
          Execution execution = executions.find(tenant, executionId);
          List<StepRun> steps = new ArrayList<>();
          if (execution != null) {
            int first = Math.max(after, -1) + 1;
            for (int i = first; i < execution.steps.length && steps.size() < limit; i++) {
              steps.add(execution.steps[i].toStepRun());
            }
          }
          return steps;
        });
  }

  @Override
  public Map<StepState, Integer> tally(String tenant, UUID executionId) {
    return guard.call(
        () -> {
          Execution execution = executions.find(tenant, executionId);
          Map<StepState, Integer> tally = new EnumMap<>(StepState.class);
          if (execution != null) {
            for (Step step : execution.steps) {
              tally.merge(step.state, 1, Integer::sum);
            }
          }
          return tally;
        });
  }

  @Override
  public Optional<WorkExecution> execution(String tenant, UUID executionId) {
    return guard.call(
        () ->
            Optional.ofNullable(executions.find(tenant, executionId))
                .map(Execution::toWorkExecution));
  }

  @Override
  public List<Backlog> backlog() {
    return guard.call(
        () -> {
          flow.wake();
          List<Backlog> backlog = new ArrayList<>();
          for (ReadyQueues.TenantQueue queue : ready.backlog(MAX_BACKLOG_ROWS)) {
            backlog.add(
                new Backlog(
                    queue.tenant,
                    queue.role,
                    Math.min(queue.size, MAX_BACKLOG_COUNT),
                    Micros.toDuration(clock.micros() - queue.oldest())));
          }
          return backlog;
        });
  }
}
