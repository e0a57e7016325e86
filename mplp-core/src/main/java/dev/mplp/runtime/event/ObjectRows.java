package dev.mplp.runtime.event;

import dev.mplp.event.StageStatus;
import dev.mplp.event.UpdateKind;
import dev.mplp.model.ModuleName;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The rows that the objects of all modules have in common: created, updated, moved, purged. */
final class ObjectRows {

  private static final String IF_ANY = "if there are any";

  /** Without a status of that name; the row of Plans is among theirs. */
  private static final Set<ModuleName> ARCHIVED =
      EnumSet.complementOf(EnumSet.of(ModuleName.CONTEXT, ModuleName.PLAN, ModuleName.CORE));

  private final Consumer<EventTable.Row> table;

  private ObjectRows(Consumer<EventTable.Row> table) {
    this.table = table;
  }

  /** Puts the rows into the table. */
  static void add(Consumer<EventTable.Row> table) {
    ObjectRows rows = new ObjectRows(table);
    rows.contexts();
    rows.roles();
    rows.extensions();
    rows.dialogs();
    rows.collabs();
    rows.manifests();
    rows.networks();
    rows.traces();
    for (ModuleName module : ModuleName.values()) {
      if (ARCHIVED.contains(module)) {
        rows.archived(module).end();
      }
      rows.purged(module).end();
    }
  }

  private void contexts() {
    ObservabilityShape updated = graph("context_updated", ModuleName.CONTEXT, Condition.ALWAYS);
    created(ModuleName.CONTEXT).shows(contextCreated(Condition.ALWAYS)).end();
    updated(ModuleName.CONTEXT).shows(updated).end();
    moved(ModuleName.CONTEXT).shows(updated).end();
    String state = RecordTypes.STATE_CHANGED;
    row(state, "shared state of a Context was set or removed", state, ModuleName.CONTEXT)
        .shows(graph("world_state_changed", ModuleName.CONTEXT, Condition.ALWAYS))
        .end();
    String goal = RecordTypes.GOAL_CHANGED;
    row(goal, "a goal of a Context was set or removed", goal, ModuleName.CONTEXT)
        .shows(updated)
        .end();
  }

  private void roles() {
    created(ModuleName.ROLE).shows(roleCreated(Condition.ALWAYS)).end();
    updated(ModuleName.ROLE)
        .shows(
            graph("role_updated", ModuleName.ROLE, Condition.ALWAYS),
            graph("capability_granted", ModuleName.ROLE, Condition.has("granted", IF_ANY)),
            graph("capability_revoked", ModuleName.ROLE, Condition.has("revoked", IF_ANY)))
        .end();
  }

  private void extensions() {
    created(ModuleName.EXTENSION).end();
    updated(ModuleName.EXTENSION).end();
    moved(ModuleName.EXTENSION).shows(ExecutorShape.extension("extension_activated")).end();
  }

  private void dialogs() {
    created(ModuleName.DIALOG).end();
    updated(ModuleName.DIALOG).end();
    moved(ModuleName.DIALOG).end();
  }

  private void collabs() {
    created(ModuleName.COLLAB).end();
    updated(ModuleName.COLLAB).end();
    moved(ModuleName.COLLAB)
        .shows(
            StageShape.session(
                "session_started",
                StageStatus.RUNNING,
                Condition.moves("draft", "active", "if it was a draft and is active")),
            StageShape.session(
                "session_completed",
                StageStatus.COMPLETED,
                Condition.is("to", "completed", "if it is completed")),
            StageShape.session(
                "session_cancelled",
                StageStatus.SKIPPED,
                Condition.is("to", "cancelled", "if it is cancelled")))
        .map(MapShape.STARTED, MapShape.ASSIGNED, MapShape.COMPLETED)
        .end();
  }

  private void manifests() {
    created(ModuleName.CORE).end();
    updated(ModuleName.CORE).end();
    moved(ModuleName.CORE)
        .shows(
            new StageShape(
                "protocol_initialized",
                Condition.becomes("active"),
                "core_id",
                "core_id",
                fact -> StageStatus.COMPLETED))
        .end();
    row(
            RecordTypes.MODULE_SWITCHED,
            "a module of the active manifest has another status",
            "core.module.switched",
            ModuleName.CORE)
        .shows(
            module("module_enabled", Condition.becomes("enabled"), StageStatus.COMPLETED),
            module("module_disabled", Condition.becomes("disabled"), StageStatus.SKIPPED))
        .end();
  }

  private void networks() {
    created(ModuleName.NETWORK).shows(networkCreated(Condition.ALWAYS)).end();
    updated(ModuleName.NETWORK)
        .shows(
            graph(
                "topology_changed",
                ModuleName.NETWORK,
                Condition.has("topology_before", "if the topology is another one")))
        .end();
    moved(ModuleName.NETWORK).end();
  }

  /** Those of the host; what a run does is told by its own records. */
  private void traces() {
    created(ModuleName.TRACE).end();
    updated(ModuleName.TRACE).end();
    moved(ModuleName.TRACE).end();
    String added = RecordTypes.SEGMENT_ADDED;
    row(added, "a segment was added to a Trace of the host", added, ModuleName.TRACE).end();
    String moved = RecordTypes.SEGMENT_MOVED;
    row(moved, "a segment of a Trace of the host has another status", moved, ModuleName.TRACE)
        .end();
  }

  /** The modules are the stages of the manifest. */
  private static ObservabilityShape module(
      String eventType, Condition condition, StageStatus status) {
    return new StageShape(eventType, condition, "core_id", "module", fact -> status);
  }

  private RowBuilder created(ModuleName module) {
    String type = RecordTypes.created(module);
    return row(type, name(module) + " was created", type, module);
  }

  private RowBuilder updated(ModuleName module) {
    String type = RecordTypes.updated(module);
    return row(type, name(module) + " has another content", type, module);
  }

  private RowBuilder moved(ModuleName module) {
    return row(
        RecordTypes.moved(module),
        name(module) + " has another status",
        module.wire() + ".status.changed",
        module);
  }

  private RowBuilder archived(ModuleName module) {
    String type = RecordTypes.archived(module);
    return row(type, name(module) + " was put away", type, module);
  }

  private RowBuilder purged(ModuleName module) {
    String type = RecordTypes.purged(module);
    return row(type, name(module) + " was removed for good", type, module);
  }

  private RowBuilder row(String type, String meaning, String inlineType, ModuleName module) {
    return new RowBuilder(type, meaning, table).inline(inlineType, module);
  }

  private static String name(ModuleName module) {
    if (module == ModuleName.CORE) {
      return "a manifest";
    }
    String wire = module.wire();
    return (module == ModuleName.EXTENSION ? "an " : "a ")
        + wire.substring(0, 1).toUpperCase(Locale.ROOT)
        + wire.substring(1);
  }

  static ObservabilityShape contextCreated(Condition condition) {
    return added("context_created", ModuleName.CONTEXT, condition);
  }

  static ObservabilityShape roleCreated(Condition condition) {
    return added("role_created", ModuleName.ROLE, condition);
  }

  static ObservabilityShape networkCreated(Condition condition) {
    return added("network_created", ModuleName.NETWORK, condition);
  }

  private static ObservabilityShape added(
      String eventType, ModuleName module, Condition condition) {
    return EventTable.node(
        eventType, module, condition, UpdateKind.NODE_ADD, EventTable::one, EventTable::none);
  }

  /** A node of the graph is another one, the graph is as large as before. */
  private static ObservabilityShape graph(
      String eventType, ModuleName module, Condition condition) {
    return EventTable.node(
        eventType, module, condition, UpdateKind.NODE_UPDATE, EventTable::none, EventTable::none);
  }
}
