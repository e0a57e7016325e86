package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.StepError;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A run over a real storage in which everything that can become of an attempt becomes of some: a
 * worker that draws what each step it claims comes to, and now and then loses its lease.
 */
public final class RandomRun {

  /** The tenant of all runs. */
  public static final String TENANT = "default";

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final String CONTEXT_OF_RUNS = "5b0d1a52-9d5e-4c8e-9a53-0f5b0d6c1a11";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
  private final Storage storage = InMemoryStorage.builder().clock(now::get).build();
  private final Random random;
  private final RunRef run;
  private final int steps;
  private UUID worker;
  private boolean stopping;

  /** A run drawn from this seed, not begun yet. */
  public RandomRun(long seed) {
    random = new Random(seed);
    steps = 1 + random.nextInt(6);
    run =
        new RunRef(
            ContextId.of(CONTEXT_OF_RUNS), PlanId.random(), UUID.randomUUID(), UUID.randomUUID());
    worker = storage.work().register("worker", LEASE);
  }

  /** Where its records are. */
  public Storage storage() {
    return storage;
  }

  /** Which run it is. */
  public RunRef run() {
    return run;
  }

  /** Runs it to its end. */
  public void toEnd() {
    start();
    while (true) {
      now.updateAndGet(t -> t.plusSeconds(1));
      storage.work().extend(worker, LEASE);
      List<Claim> claims = storage.work().claim(worker, null, 3);
      if (claims.isEmpty()) {
        continueOne();
      }
      if (!claims.isEmpty() && random.nextInt(8) == 0) {
        loseLease();
        continue;
      }
      for (Claim claim : claims) {
        if (claim.isEnd()) {
          end(claim);
          return;
        }
        settle(claim);
      }
    }
  }

  private void start() {
    List<Change.NewStep> newSteps = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      List<Integer> after = i > 0 && random.nextBoolean() ? List.of(random.nextInt(i)) : List.of();
      byte[] payload = new StepPayload(run.planId(), "Step " + i, "r", i, after, false).bytes();
      newSteps.add(
          new Change.NewStep(i, UUID.randomUUID(), "r", after, StepState.WAITING, payload));
    }
    commit(
        new Change.StartExecution(
            run.executionId(), run.contextId().value(), run.runId(), 0, Phase.OPEN, newSteps),
        log(RunRecords.runStarted(run, PlanStatus.DRAFT, steps, null, "alice")));
  }

  /** Steps that are parked without a time of their own go on by a call from outside. */
  private void continueOne() {
    List<Change> changes = new ArrayList<>();
    for (StepRun step : storage.work().steps(TENANT, run.executionId(), -1, 100)) {
      if (step.state() == StepState.PARKED) {
        changes.add(new Change.ContinueStep(run.executionId(), step.index()));
      }
    }
    if (!changes.isEmpty()) {
      commit(changes.toArray(Change[]::new));
    }
  }

  private void loseLease() {
    now.updateAndGet(t -> t.plus(LEASE).plusSeconds(1));
    assertThat(storage.work().reap(100)).isPositive();
    worker = storage.work().register("worker", LEASE);
  }

  private void settle(Claim claim) {
    StepId step = new StepId(claim.stepId());
    int index = claim.index();
    int attempt = claim.attempt();
    StepError error = StepError.transientError("HTTP_503", "try later");
    int draw = stopping ? 0 : random.nextInt(20);
    if (stopping) {
      settle(
          claim,
          new Settlement.Release(),
          StepRecords.stepCancelled(run, step, index, attempt, "stopped"));
    } else if (draw < 4) {
      Duration delay = Duration.ofSeconds(random.nextInt(3));
      settle(
          claim,
          new Settlement.Retry(delay),
          StepRecords.stepRetried(run, step, index, attempt, error, delay));
    } else if (draw < 8) {
      settle(
          claim,
          new Settlement.Park(null),
          StepRecords.stepParked(run, step, index, attempt, null, null));
    } else if (draw < 10) {
      settle(claim, new Settlement.Release(), StepRecords.stepReleased(run, step, index, attempt));
    } else if (draw == 10) {
      settle(
          claim,
          new Settlement.Failed(Settlement.OnFailure.SKIP_DEPENDENTS),
          StepRecords.stepFailed(run, step, index, attempt, error));
    } else if (draw == 11) {
      stop(claim, step);
    } else {
      settle(
          claim,
          new Settlement.Completed(),
          StepRecords.stepCompleted(run, step, index, attempt, JsonObject.of("draw", draw)));
    }
  }

  private void stop(Claim claim, StepId step) {
    stopping = true;
    commit(
        log(RunRecords.executionStopping(run, "cancelled", null)),
        new Change.ControlExecution(
            run.executionId(), List.of(Phase.OPEN), Phase.STOPPING, SkipReason.CANCELLED));
    settle(
        claim,
        new Settlement.Release(),
        StepRecords.stepCancelled(run, step, claim.index(), claim.attempt(), "stopped"));
  }

  private void settle(Claim claim, Settlement settlement, LogEntry entry) {
    commit(
        new Change.SettleStep(
            run.executionId(), claim.index(), claim.attempt(), worker, settlement, null),
        log(entry));
  }

  /** As the engine does: what was parked when it stopped ends with the run. */
  private void end(Claim claim) {
    List<Change> changes = new ArrayList<>();
    Set<UUID> open = OpenAttempts.of(storage.log(), TENANT, run.runId());
    for (StepRun step : storage.work().steps(TENANT, run.executionId(), -1, 100)) {
      if (open.contains(step.stepId())) {
        StepId id = new StepId(step.stepId());
        changes.add(
            log(StepRecords.stepCancelled(run, id, step.index(), step.attempt(), "cancelled")));
      }
    }
    changes.add(
        new Change.SettleStep(
            run.executionId(),
            Claim.END,
            claim.attempt(),
            worker,
            new Settlement.Completed(),
            null));
    changes.add(
        new Change.ControlExecution(
            run.executionId(),
            List.of(Phase.OPEN, Phase.STOPPING),
            Phase.CLOSED,
            SkipReason.CANCELLED));
    changes.add(
        log(
            RunRecords.runEnded(
                run,
                PlanStatus.IN_PROGRESS,
                stopping ? PlanStatus.CANCELLED : PlanStatus.COMPLETED,
                stopping ? ExecutionState.CANCELLED : ExecutionState.COMPLETED,
                null)));
    commit(changes.toArray(Change[]::new));
  }

  private static Change log(LogEntry entry) {
    return new Change.AppendLog(entry);
  }

  private void commit(Change... changes) {
    ChangeSet set = ChangeSet.builder(TENANT).addAll(List.of(changes)).build();
    assertThat(storage.commit(set)).isInstanceOf(CommitResult.Committed.class);
  }
}
