package dev.mplp.agent;

import dev.mplp.confirm.ApprovalRequest;
import java.util.Optional;

/** What a handler is given: the step, and what came before it. */
public interface StepCall extends Call {

  /**
   * The decision on what this step asked under {@code question}; empty until there is one. It is
   * the decision of this approver on exactly this: when the request's content, the step, its inputs
   * or the plan are no longer what was decided on, there is none, and the handler asks again.
   *
   * <p>An approval is used up when it is first told, and told again to every later attempt at the
   * step. A rejection counts for the run that asked.
   *
   * @param request what the handler asks with, see {@link StepResult#ask}
   */
  Optional<Decision> decision(String question, ApprovalRequest request);
}
