package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The one table of what there is to be allowed: each capability of this library, what it is for,
 * and which calls ask for it before they do anything. The page {@code docs/permissions.md} shows
 * it.
 *
 * <p>Some calls ask for a second one on their way: copying a Plan for {@code plan.create},
 * importing Roles for {@code role.create}, taking back what one delegated for {@code role.delegate}
 * instead, and changing what is locked for {@code governance.override}.
 */
public final class Operations {

  private static final List<Operation> ALL = table();

  private Operations() {}

  /**
   * Something that can be allowed.
   *
   * @param capability as {@code module.action}
   * @param meaning what it lets somebody do, for people
   * @param calls the calls that ask for it, as {@code plans.create}; empty when none does so first
   */
  public record Operation(String capability, String meaning, List<String> calls) {
    /** Copies the list. */
    public Operation {
      requireNonNull(capability, "capability");
      requireNonNull(meaning, "meaning");
      calls = List.copyOf(calls);
    }
  }

  /** All of them, by module. */
  public static List<Operation> all() {
    return ALL;
  }

  private static List<Operation> table() {
    List<Operation> table = new ArrayList<>();
    context(table);
    plan(table);
    step(table);
    confirm(table);
    trace(table);
    role(table);
    dialog(table);
    collab(table);
    extension(table);
    network(table);
    core(table);
    event(table);
    integration(table);
    learning(table);
    flow(table);
    administration(table);
    governance(table);
    return List.copyOf(table);
  }

  private static void row(
      List<Operation> table, String capability, String meaning, String... calls) {
    table.add(new Operation(capability, meaning, List.of(calls)));
  }

  private static void context(List<Operation> table) {
    row(table, "context.create", "make Contexts", "contexts.open", "contexts.create");
    row(
        table,
        "context.read",
        "see a Context, its history and the system Context",
        "contexts.get",
        "contexts.read",
        "contexts.watch",
        "contexts.system");
    row(table, "context.list", "list Contexts", "contexts.list");
    row(table, "context.update", "change the content of a Context", "contexts.update");
    row(table, "context.activate", "activate a Context", "contexts.activate");
    row(
        table,
        "context.suspend",
        "suspend a Context, which holds what runs in it",
        "contexts.suspend");
    row(table, "context.close", "close a Context, which cancels what runs in it", "contexts.close");
    row(table, "context.archive", "put a closed Context away", "contexts.archive");
    row(table, "context.purge", "remove a Context for good", "contexts.purge");
    row(
        table,
        "context.read_state",
        "read shared state",
        "contexts.state.get",
        "contexts.state.snapshot");
    row(
        table,
        "context.write_state",
        "set and remove shared state",
        "contexts.state.put",
        "contexts.state.update",
        "contexts.state.remove");
    row(
        table,
        "context.read_goals",
        "read and evaluate goals",
        "contexts.goals.get",
        "contexts.goals.list",
        "contexts.goals.evaluate");
    row(
        table,
        "context.write_goals",
        "set and remove goals",
        "contexts.goals.put",
        "contexts.goals.remove");
    row(
        table,
        "context.verify",
        "compare a Context with its log, and see its graph",
        "contexts.verify",
        "contexts.graph",
        "contexts.graphFromLog");
  }

  private static void plan(List<Operation> table) {
    row(table, "plan.create", "make Plans; copying one takes plan.read as well", "plans.create");
    row(
        table,
        "plan.read",
        "see a Plan, its executions and what they may use, and wait for them",
        "plans.get",
        "plans.read",
        "plans.watch",
        "plans.origin",
        "plans.dryRun",
        "plans.fork",
        "plans.execution",
        "plans.latestExecution",
        "plans.limits.defaultBudget",
        "execution.snapshot",
        "execution.await",
        "execution.toFuture",
        "execution.outcomes",
        "plans.limits.list",
        "plans.lockOf",
        "compensations.get",
        "compensations.steps");
    row(
        table,
        "plan.list",
        "list Plans, and compensations of their executions",
        "plans.list",
        "compensations.list");
    row(table, "plan.update", "change a Plan that is not executed", "plans.update");
    row(table, "plan.revise", "change a Plan that is executed", "plans.revise");
    row(table, "plan.propose", "propose a Plan", "plans.propose");
    row(table, "plan.approve", "approve a Plan without a Confirm", "plans.approve");
    row(table, "plan.reopen", "make a Plan a draft again", "plans.reopen");
    row(table, "plan.cancel", "cancel a Plan or an execution", "plans.cancel", "execution.cancel");
    row(table, "plan.archive", "put a Plan away", "plans.archive");
    row(table, "plan.purge", "remove a Plan for good", "plans.purge");
    row(table, "plan.execute", "execute a Plan", "plans.execute");
    row(table, "plan.resume", "resume a failed execution", "plans.resume");
    row(table, "plan.pause", "hold an execution", "execution.pause");
    row(table, "plan.unpause", "go on with an execution", "execution.unpause");
    row(table, "plan.budget", "give an execution another budget", "plans.changeBudget");
    row(
        table,
        "plan.limit",
        "set how many steps run, how often, and what executions use that bring no budget",
        "plans.limits.setDefaultBudget",
        "plans.limits.set",
        "plans.limits.remove");
    row(table, "plan.lock", "lock a Plan against changes", "plans.lock");
    row(table, "plan.unlock", "let a locked Plan be changed again", "plans.unlock");
    row(
        table,
        "plan.compensate",
        "go on with a compensation that failed, or give it up",
        "compensations.retry",
        "compensations.abandon");
  }

  private static void step(List<Operation> table) {
    row(table, "step.read", "in a handler: what steps before and earlier attempts left");
    row(table, "step.trace", "in a handler: trace pieces of its work");
    row(table, "step.decision", "in a handler: see the decision on what it asked");
    row(table, "step.ask", "in a handler: ask for an approval");
    row(table, "step.grow", "in a handler: add steps to the Plan");
  }

  private static void confirm(List<Operation> table) {
    row(
        table,
        "confirm.read",
        "see a Confirm, what is to be approved, and which policy is attached",
        "confirms.get",
        "confirms.read",
        "confirms.watch",
        "confirms.content",
        "confirms.policies.find");
    row(
        table,
        "confirm.list",
        "list Confirms, acts and policies, and what waits for the caller",
        "confirms.list",
        "confirms.inbox",
        "confirms.acts",
        "confirms.inboxCount",
        "confirms.policies.list");
    row(
        table,
        "confirm.approve",
        "approve, as far as the caller is an approver",
        "confirms.approve");
    row(table, "confirm.reject", "reject, as far as the caller is an approver", "confirms.reject");
    row(table, "confirm.cancel", "withdraw a request", "confirms.cancel");
    row(
        table,
        "confirm.delegate",
        "let somebody else decide in one's place, and take that back",
        "confirms.delegate",
        "confirms.takeBack");
    row(table, "confirm.escalate", "escalate a request", "confirms.escalate");
    row(table, "confirm.purge", "remove a Confirm for good", "confirms.purge");
    row(table, "confirm.attach", "attach a policy of approvals", "confirms.policies.attach");
    row(table, "confirm.detach", "detach a policy of approvals", "confirms.policies.detach");
  }

  private static void trace(List<Operation> table) {
    row(table, "trace.read", "see a Trace", "traces.get", "traces.watch");
    row(table, "trace.list", "list Traces", "traces.list");
    row(table, "trace.purge", "remove a Trace for good", "traces.purge");
  }

  private static void role(List<Operation> table) {
    row(table, "role.create", "make Roles, also by importing a flow", "roles.create");
    row(
        table,
        "role.read",
        "see a Role, what it inherits and excludes",
        "roles.get",
        "roles.read",
        "roles.find",
        "roles.watch",
        "roles.inherited",
        "roles.exclusions");
    row(table, "role.list", "list Roles", "roles.list");
    row(table, "role.update", "change a Role, its capabilities included", "roles.update");
    row(table, "role.grant", "give a Role a capability", "roles.grant");
    row(table, "role.revoke", "take a capability from a Role", "roles.revoke");
    row(table, "role.purge", "remove a Role for good", "roles.purge");
    row(
        table,
        "role.inherit",
        "say what a Role inherits from",
        "roles.inherit",
        "roles.disinherit");
    row(
        table,
        "role.exclude",
        "say which Roles nobody may hold together",
        "roles.exclude",
        "roles.endExclusion");
    row(table, "role.assign", "give any Role to anybody", "roles.assignments.assign");
    row(
        table,
        "role.delegate",
        "give on a Role that the caller holds, and take that back",
        "roles.assignments.delegate");
    row(table, "role.unassign", "take an assignment back", "roles.assignments.revoke");
    row(
        table,
        "role.read_assignments",
        "see who holds which Role",
        "roles.assignments.get",
        "roles.assignments.list");
    row(
        table,
        "role.explain",
        "see what somebody may do, and why",
        "roles.permissions.check",
        "roles.permissions.explain",
        "roles.permissions.effective");
    row(table, "role.read_denials", "see what was denied", "roles.permissions.denied");
  }

  private static void dialog(List<Operation> table) {
    row(table, "dialog.create", "open Dialogs", "dialogs.open", "dialogs.create");
    row(
        table,
        "dialog.read",
        "see a Dialog and its messages",
        "dialogs.get",
        "dialogs.read",
        "dialogs.summary",
        "dialogs.message",
        "dialogs.messages",
        "dialogs.messagesAfter",
        "dialogs.watch");
    row(table, "dialog.list", "list Dialogs", "dialogs.list");
    row(table, "dialog.update", "change a Dialog", "dialogs.update");
    row(table, "dialog.send", "send a message", "dialogs.send");
    row(table, "dialog.pause", "pause a Dialog", "dialogs.pause");
    row(table, "dialog.resume", "go on with a Dialog", "dialogs.resume");
    row(table, "dialog.complete", "complete a Dialog", "dialogs.complete");
    row(table, "dialog.cancel", "cancel a Dialog", "dialogs.cancel");
    row(table, "dialog.purge", "remove a Dialog for good", "dialogs.purge");
  }

  private static void collab(List<Operation> table) {
    row(table, "collab.create", "make Collabs", "collabs.create");
    row(table, "collab.read", "see a Collab", "collabs.get", "collabs.read", "collabs.watch");
    row(table, "collab.list", "list Collabs", "collabs.list");
    row(table, "collab.update", "change a Collab", "collabs.update");
    row(table, "collab.start", "start a session", "collabs.start");
    row(table, "collab.suspend", "suspend a session", "collabs.suspend");
    row(table, "collab.resume", "go on with a session", "collabs.resume");
    row(table, "collab.complete", "complete a session", "collabs.complete");
    row(table, "collab.cancel", "cancel a session", "collabs.cancel");
    row(table, "collab.join", "add a participant", "collabs.join");
    row(table, "collab.leave", "remove a participant", "collabs.leave");
    row(table, "collab.purge", "remove a Collab for good", "collabs.purge");
  }

  private static void extension(List<Operation> table) {
    row(table, "extension.create", "register Extensions", "extensions.create");
    row(
        table,
        "extension.read",
        "see an Extension",
        "extensions.get",
        "extensions.read",
        "extensions.watch");
    row(table, "extension.list", "list Extensions", "extensions.list");
    row(table, "extension.update", "change an Extension", "extensions.update");
    row(table, "extension.activate", "activate an Extension", "extensions.activate");
    row(table, "extension.deactivate", "deactivate an Extension", "extensions.deactivate");
    row(table, "extension.deprecate", "deprecate an Extension", "extensions.deprecate");
    row(table, "extension.purge", "remove an Extension for good", "extensions.purge");
  }

  private static void network(List<Operation> table) {
    row(table, "network.create", "make Networks", "networks.create");
    row(
        table,
        "network.read",
        "see a Network and its nodes",
        "networks.get",
        "networks.read",
        "networks.summary",
        "networks.node",
        "networks.nodes",
        "networks.watch");
    row(table, "network.list", "list Networks", "networks.list");
    row(table, "network.update", "change a Network", "networks.update");
    row(table, "network.provision", "provision a Network", "networks.provision");
    row(table, "network.activate", "activate a Network", "networks.activate");
    row(table, "network.degrade", "mark a Network as degraded", "networks.degrade");
    row(table, "network.maintain", "put a Network into maintenance", "networks.maintain");
    row(table, "network.retire", "retire a Network", "networks.retire");
    row(table, "network.add_node", "add a node", "networks.addNode");
    row(table, "network.remove_node", "remove a node", "networks.removeNode");
    row(table, "network.set_node_status", "set the status of a node", "networks.setNodeStatus");
    row(table, "network.heartbeat", "tell that a node is alive", "networks.heartbeat");
    row(table, "network.purge", "remove a Network for good", "networks.purge");
  }

  private static void core(List<Operation> table) {
    row(table, "core.create", "make manifests", "manifests.create");
    row(
        table,
        "core.read",
        "see a manifest, the active one, and whether it fits a profile",
        "manifests.get",
        "manifests.read",
        "manifests.active",
        "manifests.check",
        "manifests.watch");
    row(table, "core.list", "list manifests", "manifests.list");
    row(table, "core.update", "change a manifest", "manifests.update");
    row(table, "core.activate", "activate a manifest", "manifests.activate");
    row(table, "core.deprecate", "deprecate a manifest", "manifests.deprecate");
    row(table, "core.archive", "put a manifest away", "manifests.archive");
    row(table, "core.purge", "remove a manifest for good", "manifests.purge");
    row(
        table,
        "core.switch_module",
        "switch a module of the active manifest on or off",
        "manifests.switchModule");
  }

  private static void event(List<Operation> table) {
    row(
        table,
        "event.read",
        "read and follow the log",
        "events.read",
        "events.poll",
        "events.ofRun",
        "events.watch");
    row(table, "event.record", "record what the runtime cannot know", "events.record");
  }

  private static void integration(List<Operation> table) {
    row(
        table,
        "integration.record",
        "record what an outside system reports",
        "integrations.record");
    row(
        table,
        "integration.read",
        "see and follow integration events",
        "integrations.get",
        "integrations.watch");
    row(table, "integration.list", "list integration events", "integrations.list");
    row(table, "integration.delete", "delete old integration events", "integrations.deleteBefore");
  }

  private static void learning(List<Operation> table) {
    row(table, "learning.record", "record learning samples", "learning.record");
    row(
        table,
        "learning.read",
        "see and follow learning samples",
        "learning.get",
        "learning.watch");
    row(table, "learning.list", "list learning samples", "learning.list");
    row(table, "learning.export", "export learning samples", "learning.export");
    row(
        table,
        "learning.delete",
        "delete learning samples",
        "learning.delete",
        "learning.deleteBefore");
  }

  private static void flow(List<Operation> table) {
    row(table, "flow.import", "import objects from elsewhere", "flows.importFlow");
    row(
        table,
        "flow.export",
        "export objects; takes reading them as well",
        "flows.exportContext",
        "flows.exportExecution");
  }

  private static void administration(List<Operation> table) {
    row(table, "administration.read", "see what administrators did", "administration.acts");
    row(
        table,
        "administration.record",
        "record what an administrator did",
        "administration.record");
    row(
        table,
        "administration.sweep",
        "remove what is no longer to be kept",
        "administration.sweep",
        "administration.preview");
    row(
        table,
        "administration.erase",
        "erase a person's data from what is stored",
        "administration.erase");
  }

  private static void governance(List<Operation> table) {
    row(
        table,
        "governance.override",
        "change what governance locks, beside the capability for the change itself");
  }
}
