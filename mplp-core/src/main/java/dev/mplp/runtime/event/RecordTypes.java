package dev.mplp.runtime.event;

import dev.mplp.model.ModuleName;
import dev.mplp.spi.LogEntry;

/** The types of log records. What was written once is read for ever: no type changes its name. */
public final class RecordTypes {

  /** A Plan was created. */
  public static final String PLAN_CREATED = "plan.created";

  /** A Plan has another content. */
  public static final String PLAN_UPDATED = "plan.updated";

  /** A Plan has another status, outside a run. */
  public static final String PLAN_MOVED = "plan.moved";

  /** A step that completed added steps to its Plan. */
  public static final String PLAN_GROWN = "plan.grown";

  /** A Plan was put away. */
  public static final String PLAN_ARCHIVED = "plan.archived";

  /** A Plan was locked. */
  public static final String PLAN_LOCKED = "plan.locked";

  /** The lock of a Plan was taken away. */
  public static final String PLAN_UNLOCKED = "plan.unlocked";

  /** Other steps were proposed for a Plan that is being executed. */
  public static final String REVISION_PROPOSED = "revision.proposed";

  /** A proposed revision was approved, and waits for somebody to apply it. */
  public static final String REVISION_APPROVED = "revision.approved";

  /** A proposed revision was applied. */
  public static final String REVISION_APPLIED = "revision.applied";

  /** A proposed revision was not approved. */
  public static final String REVISION_REJECTED = "revision.rejected";

  /** A proposed revision was given up by who proposed it. */
  public static final String REVISION_WITHDRAWN = "revision.withdrawn";

  /** A proposed revision was made for a Plan as it is no more. */
  public static final String REVISION_OVERTAKEN = "revision.overtaken";

  /** A run began, and the plan is in progress. */
  public static final String RUN_STARTED = "run.started";

  /** A run ended, and the plan with it. */
  public static final String RUN_ENDED = "run.ended";

  /** A step was claimed: an attempt begins. */
  public static final String STEP_STARTED = LogEntry.STEP_STARTED;

  /** A parked step was claimed: its attempt goes on. */
  public static final String STEP_CONTINUED = LogEntry.STEP_CONTINUED;

  /** The worker of an attempt was lost. */
  public static final String STEP_LOST = LogEntry.STEP_LOST;

  /** An attempt did the step. */
  public static final String STEP_COMPLETED = "step.completed";

  /** An attempt failed and the step with it. */
  public static final String STEP_FAILED = "step.failed";

  /** An attempt failed and another one follows. */
  public static final String STEP_RETRIED = "step.retried";

  /** An attempt waits without a worker. */
  public static final String STEP_PARKED = "step.parked";

  /** An agent in another process said how far it is. */
  public static final String STEP_PROGRESSED = "step.progressed";

  /** An attempt was cancelled and the step with it. */
  public static final String STEP_CANCELLED = "step.cancelled";

  /** A segment was added to a Trace of the host. */
  public static final String SEGMENT_ADDED = "trace.segment.added";

  /** A segment of a Trace of the host has another status. */
  public static final String SEGMENT_MOVED = "trace.segment.moved";

  /** An attempt was handed back undone. */
  public static final String STEP_RELEASED = "step.released";

  /** A handler traced a piece of its work, which is over. */
  public static final String SEGMENT_ENDED = "segment.ended";

  /** An execution is held. */
  public static final String EXECUTION_PAUSED = "execution.paused";

  /** An execution goes on. */
  public static final String EXECUTION_UNPAUSED = "execution.unpaused";

  /** An execution comes to a premature end. */
  public static final String EXECUTION_STOPPING = "execution.stopping";

  /** An execution has nearly used its budget up. */
  public static final String BUDGET_WARNING = "budget.warning";

  /** An execution used more than its budget allows. */
  public static final String BUDGET_EXCEEDED = "budget.exceeded";

  /** An execution was given another budget. */
  public static final String BUDGET_CHANGED = "budget.changed";

  /** Executions that bring no budget have another one from now on. */
  public static final String DEFAULT_BUDGET_CHANGED = "budget.default.changed";

  /** How many steps of a tenant are done has another limit. */
  public static final String LIMIT_CHANGED = "limit.changed";

  /** What a run completed is to be undone. */
  public static final String EXECUTION_COMPENSATING = "execution.compensating";

  /** All that was to be undone is undone. */
  public static final String EXECUTION_COMPENSATED = "execution.compensated";

  /** A step could not be undone. */
  public static final String EXECUTION_COMPENSATION_FAILED = "execution.compensation.failed";

  /** Somebody has the undoing that failed tried again. */
  public static final String EXECUTION_COMPENSATION_RETRIED = "execution.compensation.retried";

  /** Somebody gave up undoing what was completed. */
  public static final String EXECUTION_COMPENSATION_ABANDONED = "execution.compensation.abandoned";

  /** An approval was asked for. */
  public static final String CONFIRM_REQUESTED = "confirm.requested";

  /** A decision was made. */
  public static final String CONFIRM_DECIDED = "confirm.decided";

  /** A gate opened with an approval. */
  public static final String CONFIRM_CONSUMED = "confirm.consumed";

  /** An approval or request no longer counts. */
  public static final String CONFIRM_VOIDED = "confirm.voided";

  /** A request goes on with another content. */
  public static final String CONFIRM_ROUND = "confirm.round";

  /** A request was withdrawn. */
  public static final String CONFIRM_CANCELLED = "confirm.cancelled";

  /** A decision was handed on, or taken back. */
  public static final String CONFIRM_DELEGATED = "confirm.delegated";

  /** Others are asked than before. */
  public static final String CONFIRM_ESCALATED = "confirm.escalated";

  /** The time of a request was extended. */
  public static final String CONFIRM_EXTENDED = "confirm.extended";

  /** Those who are asked are reminded. */
  public static final String CONFIRM_REMINDED = "confirm.reminded";

  /** An approval policy was attached to something. */
  public static final String POLICY_ATTACHED = "policy.attached";

  /** An approval policy is attached to something no more. */
  public static final String POLICY_DETACHED = "policy.detached";

  /** Somebody changed what is locked, for a reason; beside the record of the change. */
  public static final String LOCK_OVERRIDDEN = "lock.overridden";

  /** Somebody did something to what is stored rather than with it. */
  public static final String ADMINISTERED = "administration.act";

  /** An object was adopted as it is. */
  public static final String IMPORTED = "imported";

  /** An entry of the shared state of a Context was set or removed. */
  public static final String STATE_CHANGED = "context.state.changed";

  /** A goal of a Context was set or removed. */
  public static final String GOAL_CHANGED = "context.goal.changed";

  /** A module of the active manifest was switched. */
  public static final String MODULE_SWITCHED = "core.module.switched";

  /** The host tells of something that the runtime cannot know. */
  public static final String RECORDED = "event.recorded";

  /** A message was appended to a Dialog. */
  public static final String DIALOG_MESSAGE = "dialog.message";

  /** Somebody takes part in a Collab. */
  public static final String COLLAB_JOINED = "collab.joined";

  /** Somebody takes part in a Collab no more. */
  public static final String COLLAB_LEFT = "collab.left";

  /** A node was added to a Network. */
  public static final String NODE_ADDED = "network.node.added";

  /** A node was removed from a Network. */
  public static final String NODE_REMOVED = "network.node.removed";

  /** A node of a Network has another status. */
  public static final String NODE_MOVED = "network.node.moved";

  /** The host tells of an event of a session. */
  public static final String MAP_RECORDED = "collab.event.recorded";

  /** An outside system reported something. */
  public static final String INTEGRATION_RECORDED = "integration.recorded";

  /** Old integration events were deleted. */
  public static final String INTEGRATION_DELETED = "integration.deleted";

  /** Learning samples were recorded. */
  public static final String LEARNING_RECORDED = "learning.recorded";

  /** Learning samples were deleted. */
  public static final String LEARNING_DELETED = "learning.deleted";

  /** A Role inherits from another one, or no more. */
  public static final String ROLE_INHERITANCE = "role.inheritance.changed";

  /** Two Roles must not be held together, or may again. */
  public static final String ROLE_EXCLUSION = "role.exclusion.changed";

  /** A Role was assigned to a subject. */
  public static final String ROLE_ASSIGNED = "role.assigned";

  /** The holder of a Role delegated it. */
  public static final String ROLE_DELEGATED = "role.delegated";

  /** A subject holds a Role no more by an assignment. */
  public static final String ROLE_UNASSIGNED = "role.unassigned";

  /** A subject was denied what it tried to do. */
  public static final String ACT_DENIED = "act.denied";

  private static final String STEP = "step.";
  private static final String COMPENSATION = "compensation.";

  private RecordTypes() {}

  /**
   * The type that tells of an attempt to undo a step what another one tells of an attempt to do it.
   *
   * @param ofStep a type {@code step.*}
   */
  static String ofCompensation(String ofStep) {
    return COMPENSATION + ofStep.substring(STEP.length());
  }

  /** The type of a step that tells the same; any other type as it is. */
  public static String ofStep(String type) {
    return type.startsWith(COMPENSATION) ? STEP + type.substring(COMPENSATION.length()) : type;
  }

  /** An object of a module was created. */
  public static String created(ModuleName module) {
    return module.wire() + ".created";
  }

  /** An object of a module has another content. */
  public static String updated(ModuleName module) {
    return module.wire() + ".updated";
  }

  /** An object of a module has another status. */
  public static String moved(ModuleName module) {
    return module.wire() + ".moved";
  }

  /** An object of a module was put away; Contexts and manifests are moved instead. */
  public static String archived(ModuleName module) {
    return module.wire() + ".archived";
  }

  /** An object of a module was removed for good. */
  public static String purged(ModuleName module) {
    return module.wire() + ".purged";
  }
}
