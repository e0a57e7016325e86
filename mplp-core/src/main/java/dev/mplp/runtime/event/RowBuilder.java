package dev.mplp.runtime.event;

import dev.mplp.model.ModuleName;
import java.util.List;
import java.util.function.Consumer;

/** Spells a row of the {@link EventTable} out. */
final class RowBuilder {

  private final String type;
  private final String meaning;
  private final Consumer<EventTable.Row> table;
  private String inlineType = "";
  private ModuleName source = ModuleName.CORE;
  private List<ObservabilityShape> observability = List.of();
  private List<SaShape> sa = List.of();
  private List<MapShape> map = List.of();

  RowBuilder(String type, String meaning, Consumer<EventTable.Row> table) {
    this.type = type;
    this.meaning = meaning;
    this.table = table;
  }

  RowBuilder inline(String inlineType, ModuleName source) {
    this.inlineType = inlineType;
    this.source = source;
    return this;
  }

  RowBuilder shows(ObservabilityShape... shapes) {
    this.observability = List.of(shapes);
    return this;
  }

  RowBuilder sa(SaShape... shapes) {
    this.sa = List.of(shapes);
    return this;
  }

  RowBuilder map(MapShape... shapes) {
    this.map = List.of(shapes);
    return this;
  }

  void end() {
    table.accept(new EventTable.Row(type, meaning, inlineType, source, observability, sa, map));
  }
}
