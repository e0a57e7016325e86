package dev.mplp.role;

/** What there is to be allowed of Contexts, Plans, their steps, Confirms and Traces. */
final class WorkOperations {

  /** As {@link OperationTable} reads it. */
  static final String TABLE =
      """
      context.create: make Contexts
        contexts.open contexts.create
      context.read: see a Context, its history and the system Context
        contexts.get contexts.read contexts.watch contexts.system
      context.list: list Contexts
        contexts.list
      context.update: change the content of a Context
        contexts.update
      context.activate: activate a Context
        contexts.activate
      context.suspend: suspend a Context, which holds what runs in it
        contexts.suspend
      context.close: close a Context, which cancels what runs in it
        contexts.close
      context.archive: put a closed Context away
        contexts.archive
      context.purge: remove a Context for good
        contexts.purge
      context.read_state: read shared state
        contexts.state.get contexts.state.snapshot contexts.state.list
      context.write_state: set and remove shared state
        contexts.state.put contexts.state.update contexts.state.remove
      context.read_goals: read and evaluate goals
        contexts.goals.get contexts.goals.list contexts.goals.evaluate
      context.write_goals: set and remove goals
        contexts.goals.put contexts.goals.remove
      context.verify: compare a Context with its log, and see its graph
        contexts.verify contexts.graph contexts.graphFromLog

      plan.create: make Plans; copying one takes plan.read as well
        plans.create
      plan.read: see a Plan, its executions and what they may use, and wait for them
        plans.get plans.read plans.watch plans.origin plans.dryRun plans.fork plans.execution
        plans.latestExecution plans.limits.defaultBudget execution.snapshot execution.await
        execution.toFuture execution.outcomes execution.remoteRequests plans.limits.list plans.lockOf plans.revisions.get
        plans.revisions.list compensations.get compensations.steps
      plan.list: list Plans, and compensations of their executions
        plans.list compensations.list
      plan.update: change a Plan that is not executed
        plans.update
      plan.revise: change a Plan that is executed
        plans.revise plans.revisions.apply
      plan.propose: propose a Plan, or a revision of one that is executed
        plans.propose plans.revisions.propose plans.revisions.withdraw
      plan.approve: approve a Plan without a Confirm
        plans.approve
      plan.reopen: make a Plan a draft again
        plans.reopen
      plan.cancel: cancel a Plan or an execution
        plans.cancel execution.cancel
      plan.archive: put a Plan away
        plans.archive
      plan.purge: remove a Plan for good
        plans.purge
      plan.execute: execute a Plan
        plans.execute
      plan.resume: resume a failed execution
        plans.resume
      plan.pause: hold an execution
        execution.pause
      plan.unpause: go on with an execution
        execution.unpause
      plan.budget: give an execution another budget
        plans.changeBudget
      plan.limit: set how many steps run, how often, and what executions use that bring no budget
        plans.limits.setDefaultBudget plans.limits.set plans.limits.remove
      plan.lock: lock a Plan against changes
        plans.lock
      plan.unlock: let a locked Plan be changed again
        plans.unlock
      plan.compensate: go on with a compensation that failed, or give it up
        compensations.retry compensations.abandon

      step.read: in a handler: what steps before and earlier attempts left
      step.trace: in a handler: trace pieces of its work
      step.decision: in a handler: see the decision on what it asked
      step.ask: in a handler: ask for an approval
      step.grow: in a handler: add steps to the Plan

      confirm.read: see a Confirm, what is to be approved, and which policy is attached
        confirms.get confirms.read confirms.watch confirms.content confirms.policies.find
      confirm.archive: put a Confirm away
        confirms.archive
      confirm.list: list Confirms, acts and policies, and what waits for the caller
        confirms.list confirms.inbox confirms.acts confirms.inboxCount confirms.policies.list
      confirm.request: ask for an approval of what the caller does itself; for an object, with the right to read it
        confirms.request
      confirm.consume: use up an approval of what the caller does
        confirms.consume
      confirm.approve: approve, as far as the caller is an approver
        confirms.approve
      confirm.reject: reject, as far as the caller is an approver
        confirms.reject
      confirm.cancel: withdraw a request
        confirms.cancel
      confirm.delegate: let somebody else decide in one's place, and take that back
        confirms.delegate confirms.takeBack
      confirm.escalate: escalate a request
        confirms.escalate
      confirm.purge: remove a Confirm for good
        confirms.purge
      confirm.attach: attach a policy of approvals
        confirms.policies.attach
      confirm.detach: detach a policy of approvals
        confirms.policies.detach

      trace.create: make Traces of the host
        traces.create
      trace.read: see a Trace and its history
        traces.get traces.read traces.watch
      trace.update: change the content of a Trace of the host
        traces.update
      trace.start: start a Trace of the host
        traces.start
      trace.complete: complete a Trace of the host
        traces.complete
      trace.fail: end a Trace of the host as failed
        traces.fail
      trace.cancel: cancel a Trace of the host
        traces.cancel
      trace.add_segment: add segments to a Trace of the host
        traces.addSegment
      trace.move_segment: move segments of a Trace of the host
        traces.moveSegment
      trace.archive: put a Trace away
        traces.archive
      trace.list: list Traces
        traces.list
      trace.purge: remove a Trace for good
        traces.purge
      """;

  private WorkOperations() {}
}
