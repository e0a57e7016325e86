package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.plan.Executions;
import dev.mplp.runtime.plan.FinishCompensation;
import dev.mplp.runtime.plan.FinishRun;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what was claimed, on the threads of the {@link Stock}. */
final class Hands {

  private static final Logger LOG = LoggerFactory.getLogger(Hands.class);

  private final ExecutionInfos infos;
  private final Ledger ledger;
  private final Settlements settlements;
  private final Notices notices;
  private final ScheduledExecutorService clock;
  private final Runnable wake;
  private final Outcomes outcomes;
  private final RunStep runStep;
  private final RunCompensation runCompensation;
  private final TimeLimit timeLimit;
  private final EndRun endRun;
  private volatile boolean closing;
  private volatile boolean cutting;

  Hands(
      Storage storage,
      Commits commits,
      HandlerRegistry handlers,
      HandlerRights rights,
      GateChoice choice,
      Settlements settlements,
      WorkerIds ids,
      Ledger ledger,
      Notices notices,
      BudgetWatch budgets,
      ScheduledExecutorService clock,
      Runnable wake,
      BiConsumer<ExecutionId, ExecutionState> ended) {
    this.infos = new ExecutionInfos(new Executions(storage));
    this.ledger = ledger;
    this.settlements = settlements;
    this.notices = notices;
    this.clock = clock;
    this.wake = wake;
    HandIn handIn = new HandIn(settlements, ids, notices, ledger::settled, this::wakeAfter);
    this.outcomes = new Outcomes(handIn);
    CountUsage usage = new CountUsage(storage, commits, budgets);
    this.runStep = new RunStep(storage, commits, handlers, rights, choice, usage, outcomes);
    this.runCompensation =
        new RunCompensation(storage, commits, handlers, rights, usage, outcomes, notices);
    this.timeLimit = new TimeLimit(clock, outcomes, notices);
    BiConsumer<ExecutionId, ExecutionState> tell = ended.andThen(this::tellEnd);
    this.endRun =
        new EndRun(
            commits, new FinishRun(storage), new FinishCompensation(storage), () -> closing, tell);
  }

  private void tellEnd(ExecutionId id, ExecutionState state) {
    infos.forget(id.uuid());
    notices.tell(l -> l.executionEnded(id, state.wire()));
  }

  private void wakeAfter(Duration delay) {
    if (!cutting) { // then others wake up for it
      Future<?> ignored = clock.schedule(wake, delay.toNanos() + 1_000_000, TimeUnit.NANOSECONDS);
    }
  }

  /** Its turn has come. */
  void run(Turn turn) {
    if (turn.claim().isEnd()) {
      try {
        endRun.run(turn.claim(), turn.worker());
      } finally {
        ledger.done(turn.worker());
      }
      return;
    }
    Attempt attempt = attempt(turn);
    if (attempt == null) {
      return;
    }
    LogContext ids = LogContext.of(attempt);
    try {
      run(attempt);
    } finally {
      ids.close();
    }
  }

  private void run(Attempt attempt) {
    ledger.running(attempt);
    try {
      if (isStopped(attempt)) {
        outcomes.cancelled(attempt);
      } else if (closing || !ledger.isOurs(attempt)) {
        outcomes.released(attempt);
      } else if (attempt.isCompensation()) {
        int number = attempt.claim().attempt();
        notices.tell(l -> l.compensationStarted(attempt.executionId(), attempt.stepId(), number));
        timeLimit.run(attempt, runCompensation::run);
      } else {
        int number = attempt.claim().attempt();
        notices.tell(l -> l.stepStarted(attempt.executionId(), attempt.stepId(), number));
        timeLimit.run(attempt, runStep::run);
      }
    } finally {
      ledger.back(attempt);
    }
  }

  /** When the storage cannot tell, the handler finds out by itself. */
  private boolean isStopped(Attempt attempt) {
    try {
      return ledger.isStopped(attempt);
    } catch (StorageException | OutcomeUnknownException e) {
      LOG.warn("step {} may have been stopped: {}", attempt.stepId(), e.getMessage());
      return false;
    }
  }

  /** It waited for too long: others may have time for it. */
  void giveBack(Turn turn) {
    if (turn.claim().isEnd()) {
      giveBackEnd(turn.claim(), turn.worker());
      return;
    }
    Attempt attempt = attempt(turn);
    if (attempt != null) {
      ledger.running(attempt);
      outcomes.released(attempt);
      ledger.back(attempt);
    }
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private void giveBackEnd(Claim claim, UUID worker) {
    Settlement release = new Settlement.Release();
    Change back =
        new Change.SettleStep(
            claim.executionId(), Claim.END, claim.attempt(), worker, release, null);
    settlements.submit(
        ChangeSet.builder(claim.tenant()).add(back).build(),
        result -> ledger.done(worker),
        () -> ledger.leftToOthers(worker));
  }

  /** Null when it cannot be told what the step is about: then it is left to others. */
  private @Nullable Attempt attempt(Turn turn) {
    try {
      return new Attempt(turn.claim(), turn.worker(), infos.of(turn.claim()));
    } catch (RuntimeException e) {
      LOG.error(
          "step {} of execution {} is left to others",
          turn.claim().stepId(),
          turn.claim().executionId(),
          e);
      ledger.leftToOthers(turn.worker());
      return null;
    }
  }

  /** What has not come to its handler from now on is given back. */
  void closing() {
    closing = true;
  }

  /** Nothing more is woken up for. */
  void cutting() {
    cutting = true;
  }
}
