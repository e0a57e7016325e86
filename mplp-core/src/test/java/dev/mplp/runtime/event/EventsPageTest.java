package dev.mplp.runtime.event;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.event.EventFamily;
import dev.mplp.event.MapEventType;
import dev.mplp.runtime.FrozenSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about events says what the table does. */
class EventsPageTest {

  private static final Path PAGE = Path.of("../docs/events.md");
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");
  private static final Pattern FAMILY = Pattern.compile("- family: (\\w+)\\s+event_types:\\s*\\[");

  @Test
  void page_showsEveryRow() throws IOException {
    List<String> rows = EventTable.rows().stream().map(EventsPageTest::row).toList();
    assertThat(section("## What is emitted")).isEqualTo(rows);
  }

  @Test
  void families_thatAreEmittedAndNot_areTheTaxonomy() throws IOException {
    Set<String> listed = new TreeSet<>(emitted());
    for (String row : section("## What hosts record")) {
      List<String> names = names(row);
      for (String type : names.subList(1, names.size())) {
        assertThat(listed.add(names.get(0) + '/' + type)).as("%s is emitted", type).isTrue();
      }
    }
    assertThat(listed).hasSizeGreaterThan(emitted().size());
    FrozenSpec.text("taxonomy/module-event-matrix.yaml")
        .ifPresent(
            matrix -> {
              Set<String> types = taxonomy(matrix);
              FrozenSpec.text("taxonomy/integration-event-taxonomy.yaml")
                  .ifPresent(text -> types.addAll(integrations(text)));
              assertThat(listed).isEqualTo(types);
            });
  }

  @Test
  void page_showsWhatHostsRecord() throws IOException {
    List<String> rows = new ArrayList<>();
    for (EventFamily family : EventFamily.values()) {
      String types = HostEvents.of(family).stream().map(t -> '`' + t + '`').collect(joining(", "));
      if (!types.isEmpty()) {
        rows.add("| `%s` | %s |".formatted(family.wire(), types));
      }
    }
    assertThat(section("## What hosts record")).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void eventsOfSessions_areEmittedOrRecordedByHosts_allOfThem() throws IOException {
    Set<MapEventType> all = EnumSet.copyOf(HostMapEvents.TYPES);
    for (EventTable.Row row : EventTable.rows()) {
      row.map().forEach(shape -> all.add(shape.eventType()));
    }
    assertThat(all).containsExactlyInAnyOrder(MapEventType.values());
    String listed =
        HostMapEvents.TYPES.stream().map(type -> '`' + type.wire() + '`').collect(joining(", "));
    assertThat(Files.readString(PAGE).replaceAll("\\s+", " ")).contains(listed);
  }

  private static String row(EventTable.Row row) {
    String observability =
        row.observability().stream()
            .map(s -> s.family().wire() + " `" + s.eventType() + '`' + condition(s.condition()))
            .collect(joining("; "));
    String profiles =
        Stream.concat(
                row.sa().stream().map(s -> '`' + s.eventType().wire() + '`'),
                row.map().stream()
                    .map(s -> '`' + s.eventType().wire() + '`' + condition(s.condition())))
            .collect(joining(", "));
    return "| `%s` | %s | `%s` | %s | %s |"
        .formatted(row.type(), row.meaning(), row.inlineType(), observability, profiles);
  }

  private static String condition(Condition condition) {
    return condition.text().isEmpty() ? "" : ' ' + condition.text();
  }

  /** The rows of the table under a heading, its head left out. */
  private static List<String> section(String heading) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int from = lines.indexOf(heading);
    assertThat(from).as(heading).isNotNegative();
    List<String> rows = new ArrayList<>();
    for (String line : lines.subList(from + 1, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      if (line.startsWith("| `")) {
        rows.add(line);
      }
    }
    return rows;
  }

  private static Set<String> emitted() {
    Set<String> emitted = new TreeSet<>();
    for (EventTable.Row row : EventTable.rows()) {
      row.observability().forEach(s -> emitted.add(s.family().wire() + '/' + s.eventType()));
    }
    return emitted;
  }

  private static Set<String> taxonomy(String matrix) {
    Set<String> types = new TreeSet<>();
    Matcher family = FAMILY.matcher(matrix);
    while (family.find()) {
      String list = matrix.substring(family.end(), matrix.indexOf(']', family.end()));
      Matcher type = Pattern.compile("\"(\\w+)\"").matcher(list);
      while (type.find()) {
        types.add(family.group(1) + '/' + type.group(1));
      }
    }
    return types;
  }

  /** The types under which events of outside systems appear: {@code "event_type": "a" | "b"}. */
  private static Set<String> integrations(String taxonomy) {
    String line =
        taxonomy.lines().filter(text -> text.contains("\"event_type\":")).findFirst().orElseThrow();
    Set<String> types = new TreeSet<>();
    Matcher type = Pattern.compile("\"(\\w+)\"").matcher(line.substring(line.indexOf(':')));
    while (type.find()) {
      types.add("external_integration/" + type.group(1));
    }
    return types;
  }

  private static List<String> names(String row) {
    List<String> names = new ArrayList<>();
    Matcher name = NAME.matcher(row);
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }
}
