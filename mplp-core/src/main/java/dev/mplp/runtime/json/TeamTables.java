package dev.mplp.runtime.json;

import static dev.mplp.runtime.json.CommonTables.EVENT;
import static dev.mplp.runtime.json.CommonTables.GOVERNANCE;
import static dev.mplp.runtime.json.CommonTables.META;
import static dev.mplp.runtime.json.CommonTables.TRACE_BASE;
import static dev.mplp.runtime.json.Kinds.BOOL;
import static dev.mplp.runtime.json.Kinds.NON_EMPTY;
import static dev.mplp.runtime.json.Kinds.OBJECT;
import static dev.mplp.runtime.json.Kinds.SEMANTIC_VERSION;
import static dev.mplp.runtime.json.Kinds.TEXT;
import static dev.mplp.runtime.json.Kinds.TIME;
import static dev.mplp.runtime.json.Kinds.id;
import static dev.mplp.runtime.json.Kinds.listOf;
import static dev.mplp.runtime.json.Kinds.oneOf;
import static dev.mplp.runtime.json.Kinds.someOf;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogMessage;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.dialog.MessageRole;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.extension.ExtensionType;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.CollabId;
import dev.mplp.model.ContextId;
import dev.mplp.model.CoreId;
import dev.mplp.model.DialogId;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.model.RoleId;
import dev.mplp.model.ThreadId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import dev.mplp.role.Role;

/** The modules about who and what takes part: Role, Dialog, Collab, Extension, Network, Core. */
final class TeamTables {

  static final Table<Role> ROLE = role();
  static final Table<DialogMessage> MESSAGE = message();
  static final Table<Dialog> DIALOG = dialog();
  static final Table<CollabParticipant> PARTICIPANT = participant();
  static final Table<Collab> COLLAB = collab();
  static final Table<Extension> EXTENSION = extension();
  static final Table<NetworkNode> NODE = node();
  static final Table<Network> NETWORK = network();
  static final Table<CoreModule> MODULE = module();
  static final Table<CoreManifest> CORE = core();

  private TeamTables() {}

  private static Table<Role> role() {
    Table.Builder<Role> shape = Table.of("mplp-role", Role.class);
    var meta = shape.required("meta", META, Role::meta);
    var governance = shape.optional("governance", GOVERNANCE, Role::governance);
    var roleId = shape.required("role_id", id(RoleId::new), Role::roleId);
    var name = shape.required("name", TEXT, Role::name);
    var description = shape.optional("description", TEXT, Role::description);
    var capabilities = shape.optional("capabilities", listOf(TEXT), Role::capabilities);
    var createdAt = shape.optional("created_at", TIME, Role::createdAt);
    var updatedAt = shape.optional("updated_at", TIME, Role::updatedAt);
    var trace = shape.optional("trace", TRACE_BASE, Role::trace);
    var events = shape.optional("events", listOf(EVENT), Role::events);
    return shape.build(
        in ->
            new Role(
                in.get(meta),
                in.find(governance),
                in.get(roleId),
                in.get(name),
                in.find(description),
                in.find(capabilities),
                in.find(createdAt),
                in.find(updatedAt),
                in.find(trace),
                in.find(events)));
  }

  private static Table<DialogMessage> message() {
    Table.Builder<DialogMessage> shape = Table.of("message", DialogMessage.class);
    var role = shape.required("role", oneOf(MessageRole.values()), DialogMessage::role);
    var content = shape.required("content", TEXT, DialogMessage::content);
    var timestamp = shape.required("timestamp", TIME, DialogMessage::timestamp);
    var event = shape.optional("event", EVENT, DialogMessage::event);
    return shape.build(
        in -> new DialogMessage(in.get(role), in.get(content), in.get(timestamp), in.find(event)));
  }

  private static Table<Dialog> dialog() {
    Table.Builder<Dialog> shape = Table.of("mplp-dialog", Dialog.class);
    var meta = shape.required("meta", META, Dialog::meta);
    var governance = shape.optional("governance", GOVERNANCE, Dialog::governance);
    var dialogId = shape.required("dialog_id", id(DialogId::new), Dialog::dialogId);
    var contextId = shape.required("context_id", id(ContextId::new), Dialog::contextId);
    var threadId = shape.optional("thread_id", id(ThreadId::new), Dialog::threadId);
    var status = shape.required("status", oneOf(DialogStatus.values()), Dialog::status);
    var messages = shape.required("messages", listOf(MESSAGE), Dialog::messages);
    var startedAt = shape.optional("started_at", TIME, Dialog::startedAt);
    var endedAt = shape.optional("ended_at", TIME, Dialog::endedAt);
    var trace = shape.optional("trace", TRACE_BASE, Dialog::trace);
    var events = shape.optional("events", listOf(EVENT), Dialog::events);
    return shape.build(
        in ->
            new Dialog(
                in.get(meta),
                in.find(governance),
                in.get(dialogId),
                in.get(contextId),
                in.find(threadId),
                in.get(status),
                in.get(messages),
                in.find(startedAt),
                in.find(endedAt),
                in.find(trace),
                in.find(events)));
  }

  private static Table<CollabParticipant> participant() {
    Table.Builder<CollabParticipant> shape = Table.of("participant", CollabParticipant.class);
    var participantId =
        shape.required("participant_id", NON_EMPTY, CollabParticipant::participantId);
    var roleId = shape.optional("role_id", TEXT, CollabParticipant::roleId);
    var kind = shape.required("kind", oneOf(ParticipantKind.values()), CollabParticipant::kind);
    var displayName = shape.optional("display_name", TEXT, CollabParticipant::displayName);
    return shape.build(
        in ->
            new CollabParticipant(
                in.get(participantId), in.find(roleId), in.get(kind), in.find(displayName)));
  }

  private static Table<Collab> collab() {
    Table.Builder<Collab> shape = Table.of("mplp-collab", Collab.class);
    var meta = shape.required("meta", META, Collab::meta);
    var governance = shape.optional("governance", GOVERNANCE, Collab::governance);
    var collabId = shape.required("collab_id", id(CollabId::new), Collab::collabId);
    var contextId = shape.required("context_id", id(ContextId::new), Collab::contextId);
    var title = shape.required("title", NON_EMPTY, Collab::title);
    var purpose = shape.required("purpose", NON_EMPTY, Collab::purpose);
    var mode = shape.required("mode", oneOf(CollabMode.values()), Collab::mode);
    var status = shape.required("status", oneOf(CollabStatus.values()), Collab::status);
    var participants = shape.required("participants", someOf(PARTICIPANT), Collab::participants);
    var createdAt = shape.required("created_at", TIME, Collab::createdAt);
    var updatedAt = shape.optional("updated_at", TIME, Collab::updatedAt);
    var trace = shape.optional("trace", TRACE_BASE, Collab::trace);
    var events = shape.optional("events", listOf(EVENT), Collab::events);
    return shape.build(
        in ->
            new Collab(
                in.get(meta),
                in.find(governance),
                in.get(collabId),
                in.get(contextId),
                in.get(title),
                in.get(purpose),
                in.get(mode),
                in.get(status),
                in.get(participants),
                in.get(createdAt),
                in.find(updatedAt),
                in.find(trace),
                in.find(events)));
  }

  private static Table<Extension> extension() {
    Table.Builder<Extension> shape = Table.of("mplp-extension", Extension.class);
    var meta = shape.required("meta", META, Extension::meta);
    var governance = shape.optional("governance", GOVERNANCE, Extension::governance);
    var extensionId = shape.required("extension_id", id(ExtensionId::new), Extension::extensionId);
    var contextId = shape.required("context_id", id(ContextId::new), Extension::contextId);
    var name = shape.required("name", NON_EMPTY, Extension::name);
    var extensionType =
        shape.required("extension_type", oneOf(ExtensionType.values()), Extension::extensionType);
    var version = shape.required("version", SEMANTIC_VERSION, Extension::version);
    var status = shape.required("status", oneOf(ExtensionStatus.values()), Extension::status);
    var config = shape.optional("config", OBJECT, Extension::config);
    var trace = shape.optional("trace", TRACE_BASE, Extension::trace);
    var events = shape.optional("events", listOf(EVENT), Extension::events);
    return shape.build(
        in ->
            new Extension(
                in.get(meta),
                in.find(governance),
                in.get(extensionId),
                in.get(contextId),
                in.get(name),
                in.get(extensionType),
                in.get(version),
                in.get(status),
                in.find(config),
                in.find(trace),
                in.find(events)));
  }

  private static Table<NetworkNode> node() {
    Table.Builder<NetworkNode> shape = Table.of("node", NetworkNode.class);
    var nodeId = shape.required("node_id", id(NodeId::new), NetworkNode::nodeId);
    var name = shape.optional("name", TEXT, NetworkNode::name);
    var kind = shape.required("kind", oneOf(NodeKind.values()), NetworkNode::kind);
    var roleId = shape.optional("role_id", TEXT, NetworkNode::roleId);
    var status = shape.required("status", oneOf(NodeStatus.values()), NetworkNode::status);
    return shape.build(
        in ->
            new NetworkNode(
                in.get(nodeId), in.find(name), in.get(kind), in.find(roleId), in.get(status)));
  }

  private static Table<Network> network() {
    Table.Builder<Network> shape = Table.of("mplp-network", Network.class);
    var meta = shape.required("meta", META, Network::meta);
    var governance = shape.optional("governance", GOVERNANCE, Network::governance);
    var networkId = shape.required("network_id", id(NetworkId::new), Network::networkId);
    var contextId = shape.required("context_id", id(ContextId::new), Network::contextId);
    var name = shape.required("name", NON_EMPTY, Network::name);
    var description = shape.optional("description", TEXT, Network::description);
    var topologyType =
        shape.required("topology_type", oneOf(TopologyType.values()), Network::topologyType);
    var status = shape.required("status", oneOf(NetworkStatus.values()), Network::status);
    var nodes = shape.optional("nodes", listOf(NODE), Network::nodes);
    var trace = shape.optional("trace", TRACE_BASE, Network::trace);
    var events = shape.optional("events", listOf(EVENT), Network::events);
    return shape.build(
        in ->
            new Network(
                in.get(meta),
                in.find(governance),
                in.get(networkId),
                in.get(contextId),
                in.get(name),
                in.find(description),
                in.get(topologyType),
                in.get(status),
                in.find(nodes),
                in.find(trace),
                in.find(events)));
  }

  private static Table<CoreModule> module() {
    Table.Builder<CoreModule> shape = Table.of("module", CoreModule.class);
    var moduleId = shape.required("module_id", oneOf(ModuleName.values()), CoreModule::moduleId);
    var version = shape.required("version", NON_EMPTY, CoreModule::version);
    var status = shape.required("status", oneOf(ModuleStatus.values()), CoreModule::status);
    var required = shape.optional("required", BOOL, CoreModule::required);
    var description = shape.optional("description", TEXT, CoreModule::description);
    return shape.build(
        in ->
            new CoreModule(
                in.get(moduleId),
                in.get(version),
                in.get(status),
                in.find(required),
                in.find(description)));
  }

  private static Table<CoreManifest> core() {
    Table.Builder<CoreManifest> shape = Table.of("mplp-core", CoreManifest.class);
    var meta = shape.required("meta", META, CoreManifest::meta);
    var governance = shape.optional("governance", GOVERNANCE, CoreManifest::governance);
    var coreId = shape.required("core_id", id(CoreId::new), CoreManifest::coreId);
    var protocolVersion =
        shape.required("protocol_version", NON_EMPTY, CoreManifest::protocolVersion);
    var status = shape.required("status", oneOf(CoreStatus.values()), CoreManifest::status);
    var modules = shape.required("modules", someOf(MODULE), CoreManifest::modules);
    var trace = shape.optional("trace", TRACE_BASE, CoreManifest::trace);
    var events = shape.optional("events", listOf(EVENT), CoreManifest::events);
    return shape.build(
        in ->
            new CoreManifest(
                in.get(meta),
                in.find(governance),
                in.get(coreId),
                in.get(protocolVersion),
                in.get(status),
                in.get(modules),
                in.find(trace),
                in.find(events)));
  }
}
