package dev.mplp.confirm;

import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Policies that are attached to plans, steps, roles and Contexts: who executes a plan cannot leave
 * them out or choose others. They are looked at when an execution starts, and hold for all of it;
 * for steps that are added or changed while it runs, when that is done. A fork takes those of the
 * plan and its steps along; who removes a step with a policy of its own needs {@code
 * confirm.detach}, and the policy goes with it.
 *
 * <p>The first that is there is taken. Before a plan: what is attached to the plan; to its Context;
 * what the host's {@link ApprovalChooser} says; what the plan was proposed with; what the options
 * of the execution say. Before a step: what is attached to the step; to its role; what the chooser
 * says; what the options say for the step; for the role.
 */
public interface ApprovalPolicies {

  /** The most policies that are attached to roles, and to steps of one plan. */
  int MOST = 1000;

  /**
   * Attaches a policy, in place of a former one.
   *
   * @throws dev.mplp.NotFoundException when there is no such plan, step or Context
   * @throws dev.mplp.ConflictException code {@code TOO_MANY_POLICIES} beyond {@value #MOST} roles,
   *     or steps of the plan
   */
  void attach(PolicyTarget target, ApprovalRequest request);

  /**
   * Takes the policy away.
   *
   * @return false when there was none
   */
  boolean detach(PolicyTarget target);

  /** What is attached to exactly this. */
  Optional<ApprovalRequest> find(PolicyTarget target);

  /**
   * Everything that is attached, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   */
  Page<Attached> list(@Nullable Cursor after, int limit);

  /**
   * A policy that is attached.
   *
   * @param target to what
   * @param request what is asked
   * @param by who attached it
   */
  record Attached(PolicyTarget target, ApprovalRequest request, String by) {}
}
