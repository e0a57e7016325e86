package dev.mplp.runtime.event;

import dev.mplp.event.UpdateKind;
import dev.mplp.model.ModuleName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one table from types of records to wire shapes. What a record does not prove is not rendered:
 * an attempt that failed and is retried fails no step, an attempt that goes on starts none.
 */
final class EventTable {

  /**
   * What records of one type are rendered to.
   *
   * @param type the type of record
   * @param meaning what it says, for the documentation
   * @param inlineType the type of the inline event
   * @param source the module that it comes from
   * @param observability the observability events
   * @param sa the events of the single-agent profile, in order
   * @param map the events of the multi-agent profile, in order
   */
  record Row(
      String type,
      String meaning,
      String inlineType,
      ModuleName source,
      List<ObservabilityShape> observability,
      List<SaShape> sa,
      List<MapShape> map) {}

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  static {
    ObjectRows.add(EventTable::put);
    TeamRows.add(EventTable::put);
    RoleRows.add(EventTable::put);
    PlanRows.plans(EventTable::put);
    RevisionRows.add(EventTable::put);
    PlanRows.runs(EventTable::put);
    BudgetRows.add(EventTable::put);
    PlanRows.attempts(EventTable::put);
    CompensationRows.add(EventTable::put);
    ConfirmRows.add(EventTable::put);
    imports();
    JournalRows.add(EventTable::put);
    row(RecordTypes.RECORDED, "the host told of an event, see below")
        .inline("event.recorded", ModuleName.CORE)
        .end();
  }

  private EventTable() {}

  /** The row of a type, null when this version does not know it. */
  static @Nullable Row row(String type) {
    return ROWS.get(type);
  }

  /** All rows, in the order of the documentation. */
  static List<Row> rows() {
    return List.copyOf(ROWS.values());
  }

  /** Adopting an object adds it to the graph, but nothing is decided or executed by it. */
  private static void imports() {
    row(RecordTypes.LOCK_OVERRIDDEN, "somebody changed what is locked, for a reason")
        .inline("core.lock.overridden", ModuleName.CORE)
        .end();
    row(RecordTypes.ADMINISTERED, "an operator, or the runtime by a policy, did an act")
        .inline("core.administration.act", ModuleName.CORE)
        .end();
    row(RecordTypes.IMPORTED, "an object was adopted as it is")
        .inline("*.imported", ModuleName.CORE)
        .shows(
            ObjectRows.contextCreated(Condition.kind("context")),
            PlanRows.planCreated(Condition.kind("plan")),
            ConfirmRows.confirmCreated(Condition.kind("confirm")),
            ObjectRows.roleCreated(Condition.kind("role")),
            ObjectRows.networkCreated(Condition.kind("network")))
        .end();
  }

  static long none(Fact fact) {
    return 0;
  }

  static long one(Fact fact) {
    return 1;
  }

  static ObservabilityShape node(
      String eventType,
      ModuleName source,
      Condition condition,
      UpdateKind one,
      ToLongFunction<Fact> nodes,
      ToLongFunction<Fact> edges) {
    return new GraphShape(eventType, source, condition, one, nodes, edges);
  }

  private static void put(Row row) {
    ROWS.put(row.type(), row);
  }

  private static RowBuilder row(String type, String meaning) {
    return new RowBuilder(type, meaning, EventTable::put);
  }
}
