package dev.mplp.runtime.engine;

import dev.mplp.PermissionDeniedException;
import dev.mplp.ValidationException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.confirm.LateGate;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Storage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Does a claimed step: passes its gate, calls its handler, and tells {@link Outcomes} what comes of
 * it. If this process dies anywhere in here, the step stays RUNNING in the storage until its
 * worker's lease ends, and another worker claims it.
 */
final class RunStep {

  /** Fails closed: a step that needs an approval is not done because nobody knows which. */
  private static final StepError NO_APPROVAL =
      StepError.permanent(
          StepError.APPROVAL_REJECTED,
          "the step needs an approval, but the execution does not say which");

  private final Storage storage;
  private final Commits commits;
  private final HandlerRegistry handlers;
  private final HandlerRights rights;
  private final Approvals approvals;
  private final StepGate gate;
  private final GrowStep growStep;
  private final CountUsage usage;
  private final Outcomes outcomes;
  private final AskAgent askAgent;

  RunStep(
      Storage storage,
      Commits commits,
      HandlerRegistry handlers,
      HandlerRights rights,
      GateChoice choice,
      CountUsage usage,
      Outcomes outcomes) {
    this.storage = storage;
    this.commits = commits;
    this.handlers = handlers;
    this.rights = rights;
    this.approvals = new Approvals(storage);
    this.gate = new StepGate(storage, commits);
    this.growStep = new GrowStep(storage, commits, choice);
    this.usage = usage;
    this.outcomes = outcomes;
    this.askAgent = new AskAgent(storage, rights, outcomes);
  }

  void run(Attempt attempt) {
    Optional<StepHandler> handler = handlers.find(attempt.claim().role());
    Optional<HandlerRegistry.Agents> agents = handlers.agents(attempt.claim().role());
    if ((handler.isEmpty() && agents.isEmpty()) || attempt.stop() == Attempt.Stop.CLOSING) {
      outcomes.released(attempt); // unregistered, or this process closes, between claim and call
      return;
    }
    if (attempt.stop() == Attempt.Stop.CANCELLED) {
      outcomes.cancelled(attempt);
      return;
    }
    if (attempt.payload().gated() && !passes(attempt)) {
      return;
    }
    if (!usage.begins(attempt)) {
      outcomes.released(attempt); // its execution is held or stopped by now
      return;
    }
    agents.ifPresent(known -> askAgent.run(attempt, known));
    handler.ifPresent(own -> call(attempt, own));
  }

  private boolean passes(Attempt attempt) {
    JsonObject own = attempt.payload().gate();
    Optional<LateGate> asked = own == null ? ofOptions(attempt) : Optional.of(LateGate.of(own));
    if (asked.isEmpty()) {
      outcomes.failed(attempt, NO_APPROVAL);
      return false;
    }
    return look(attempt, gate.before(attempt, asked.get()));
  }

  private static Optional<LateGate> ofOptions(Attempt attempt) {
    ExecutionInfo info = attempt.info();
    return info.options()
        .gates()
        .forStep(attempt.stepId(), attempt.claim().role())
        .map(request -> new LateGate(request, info.principal().subject()));
  }

  private boolean look(Attempt attempt, StepGate.Look look) {
    if (look instanceof StepGate.Look.Refused refused) {
      outcomes.failed(attempt, refused.error());
    } else if (look instanceof StepGate.Look.Parked parked) {
      outcomes
          .settler()
          .settledBeside(attempt, "parked", parked.result(), () -> outcomes.cancelled(attempt));
    }
    return look instanceof StepGate.Look.Open;
  }

  private void call(Attempt attempt, StepHandler handler) {
    StepResult result;
    LiveStep live = new LiveStep(attempt, rights, storage, commits, approvals, usage);
    attempt.enter();
    try {
      result = handler.handle(live);
    } catch (Throwable e) { // whatever it is: a step that is not settled would hang
      attempt.leave();
      live.end();
      outcomes.thrown(attempt, e);
      return;
    } finally {
      attempt.leave();
    }
    live.end();
    if (result == null) {
      outcomes.failed(
          attempt, StepError.permanent(StepError.HANDLER_FAILED, "the handler returned null"));
      return;
    }
    answered(attempt, result);
  }

  private void answered(Attempt attempt, StepResult result) {
    try {
      rights.check(attempt, result);
    } catch (PermissionDeniedException e) {
      outcomes.failed(attempt, HandlerRights.error(e));
      return;
    }
    if (result instanceof StepResult.Completed completed) {
      completed(attempt, completed.output());
    } else if (result instanceof StepResult.CompletedAdding adding) {
      completedAdding(attempt, adding);
    } else if (attempt.stop() == Attempt.Stop.CANCELLED) {
      outcomes.cancelled(attempt);
    } else if (attempt.stop() == Attempt.Stop.CLOSING) {
      outcomes.released(attempt);
    } else if (result instanceof StepResult.Failed failed) {
      outcomes.failed(attempt, failed.error());
    } else if (result instanceof StepResult.Delayed delayed) {
      outcomes.delayed(attempt, delayed.delay(), StepRecord.parked(delayed.memory()));
    } else if (result instanceof StepResult.Asked asked && !attempt.isSettled()) {
      look(attempt, gate.ask(attempt, asked));
    }
  }

  private void completedAdding(Attempt attempt, StepResult.CompletedAdding adding) {
    byte[] record = record(attempt, adding.output());
    if (record == null || attempt.isSettled()) {
      return;
    }
    CommitResult result;
    try {
      result = growStep.complete(attempt, adding, record);
    } catch (ValidationException e) {
      outcomes.failed(
          attempt,
          StepError.permanent(
              ValidationException.CODE, "the steps cannot be added: " + e.getMessage()));
      return;
    }
    if (result instanceof CommitResult.Conflict) {
      outcomes.cancelled(attempt); // with what it adds: a resumed run does it again
    } else {
      outcomes.settler().settledBeside(attempt, "completed", result, () -> {});
    }
  }

  private void completed(Attempt attempt, JsonObject output) {
    byte[] record = record(attempt, output);
    if (record != null) {
      outcomes.completed(attempt, record, output);
    }
  }

  /** Says with the output whether the step can be undone. */
  private byte @Nullable [] record(Attempt attempt, JsonObject output) {
    boolean compensable = handlers.compensator(attempt.claim().role()).isPresent();
    return outcomes.record(
        attempt, output, compensable ? StepRecord::compensable : StepRecord::completed);
  }
}
