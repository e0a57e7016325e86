package dev.mplp.runtime.engine;

import static java.util.Objects.requireNonNull;

import dev.mplp.PermissionDeniedException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.ModuleName;
import dev.mplp.role.Target;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Authorizer.Act;
import dev.mplp.spi.Authorizer.Verdict;

/**
 * What a handler may do on behalf of its execution's principal, on the plan of its step. That it is
 * called at all was decided when the execution was started.
 */
public final class HandlerRights {

  static final String READ = "step.read";
  static final String TRACE = "step.trace";
  static final String DECISION = "step.decision";
  private static final String ASK = "step.ask";
  private static final String GROW = "step.grow";

  private final Authorizer authorizer;

  /** Asks this one. */
  public HandlerRights(Authorizer authorizer) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
  }

  /**
   * Checks something that the handler calls.
   *
   * @throws PermissionDeniedException when the principal may not
   */
  void check(Attempt attempt, String capability) {
    ExecutionInfo info = attempt.info();
    String planId = info.planId().value();
    Target target = new Target(ModuleName.PLAN, planId, info.contextId());
    Verdict verdict = authorizer.check(new Act(info.principal(), capability, target));
    if (!verdict.isAllowed()) {
      throw PermissionDeniedException.of(
          info.principal().subject(), capability, planId, verdict.reason());
    }
  }

  /** Checks what the handler wants done with its answer. */
  void check(Attempt attempt, StepResult result) {
    if (result instanceof StepResult.Asked) {
      check(attempt, ASK);
    } else if (result instanceof StepResult.CompletedAdding) {
      check(attempt, GROW);
    }
  }

  /** Why the step fails: trying again does not help. */
  static StepError error(PermissionDeniedException denied) {
    return StepError.permanent(denied.code(), String.valueOf(denied.getMessage()));
  }
}
