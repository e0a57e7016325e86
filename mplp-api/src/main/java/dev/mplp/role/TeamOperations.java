package dev.mplp.role;

/** What there is to be allowed of Roles, Dialogs, Collabs, Extensions, Networks and manifests. */
final class TeamOperations {

  /** As {@link OperationTable} reads it. */
  static final String TABLE =
      """
      role.create: make Roles, also by importing a flow
        roles.create
      role.read: see a Role, what it inherits and excludes
        roles.get roles.read roles.find roles.watch roles.inherited roles.exclusions
      role.list: list Roles
        roles.list
      role.update: change a Role, its capabilities included
        roles.update
      role.grant: give a Role a capability
        roles.grant
      role.revoke: take a capability from a Role
        roles.revoke
      role.archive: put a Role away
        roles.archive
      role.purge: remove a Role for good
        roles.purge
      role.inherit: say what a Role inherits from
        roles.inherit roles.disinherit
      role.exclude: say which Roles nobody may hold together
        roles.exclude roles.endExclusion
      role.assign: give any Role to anybody
        roles.assignments.assign
      role.delegate: give on a Role that the caller holds, and take that back
        roles.assignments.delegate
      role.unassign: take an assignment back
        roles.assignments.revoke
      role.read_assignments: see who holds which Role
        roles.assignments.get roles.assignments.list
      role.explain: see what somebody may do, and why
        roles.permissions.check roles.permissions.explain roles.permissions.effective
      role.read_denials: see what was denied
        roles.permissions.denied

      dialog.create: open Dialogs
        dialogs.open dialogs.create
      dialog.read: see a Dialog and its messages
        dialogs.get dialogs.read dialogs.summary dialogs.message dialogs.messages
        dialogs.messagesAfter dialogs.watch
      dialog.list: list Dialogs
        dialogs.list
      dialog.update: change a Dialog
        dialogs.update
      dialog.send: send a message
        dialogs.send
      dialog.pause: pause a Dialog
        dialogs.pause
      dialog.resume: go on with a Dialog
        dialogs.resume
      dialog.complete: complete a Dialog
        dialogs.complete
      dialog.cancel: cancel a Dialog
        dialogs.cancel
      dialog.archive: put a Dialog away
        dialogs.archive
      dialog.purge: remove a Dialog for good
        dialogs.purge

      collab.create: make Collabs
        collabs.create
      collab.read: see a Collab
        collabs.get collabs.read collabs.watch
      collab.list: list Collabs
        collabs.list
      collab.update: change a Collab
        collabs.update
      collab.start: start a session
        collabs.start
      collab.suspend: suspend a session
        collabs.suspend
      collab.resume: go on with a session
        collabs.resume
      collab.complete: complete a session
        collabs.complete
      collab.cancel: cancel a session
        collabs.cancel
      collab.join: add a participant
        collabs.join
      collab.leave: remove a participant
        collabs.leave
      collab.archive: put a Collab away
        collabs.archive
      collab.purge: remove a Collab for good
        collabs.purge

      extension.create: register Extensions
        extensions.create
      extension.read: see an Extension
        extensions.get extensions.read extensions.watch
      extension.list: list Extensions
        extensions.list
      extension.update: change an Extension
        extensions.update
      extension.activate: activate an Extension
        extensions.activate
      extension.deactivate: deactivate an Extension
        extensions.deactivate
      extension.deprecate: deprecate an Extension
        extensions.deprecate
      extension.archive: put an Extension away
        extensions.archive
      extension.purge: remove an Extension for good
        extensions.purge

      network.create: make Networks
        networks.create
      network.read: see a Network and its nodes
        networks.get networks.read networks.summary networks.node networks.nodes networks.watch
      network.list: list Networks
        networks.list
      network.update: change a Network
        networks.update
      network.provision: provision a Network
        networks.provision
      network.activate: activate a Network
        networks.activate
      network.degrade: mark a Network as degraded
        networks.degrade
      network.maintain: put a Network into maintenance
        networks.maintain
      network.retire: retire a Network
        networks.retire
      network.add_node: add a node
        networks.addNode
      network.remove_node: remove a node
        networks.removeNode
      network.set_node_status: set the status of a node
        networks.setNodeStatus
      network.heartbeat: tell that a node is alive
        networks.heartbeat
      network.archive: put a Network away
        networks.archive
      network.purge: remove a Network for good
        networks.purge

      core.create: make manifests
        manifests.create
      core.read: see a manifest, the active one, and whether it fits a profile
        manifests.get manifests.read manifests.active manifests.check manifests.watch
      core.list: list manifests
        manifests.list
      core.update: change a manifest
        manifests.update
      core.activate: activate a manifest
        manifests.activate
      core.deprecate: deprecate a manifest
        manifests.deprecate
      core.archive: put a manifest away
        manifests.archive
      core.purge: remove a manifest for good
        manifests.purge
      core.switch_module: switch a module of the active manifest on or off
        manifests.switchModule
      """;

  private TeamOperations() {}
}
