package dev.mplp.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.collab.CollabStatus;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.context.ContextStatus;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.WireName;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.NodeStatus;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.StepStatus;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documentation of each status tells the moves that the transition tables have, no more and no
 * fewer, each with what makes it and who does that.
 */
class TransitionsJavadocTest {

  private static final Path SOURCES = Path.of("../mplp-api/src/main/java");
  private static final Pattern TABLE =
      Pattern.compile(
          """
           \\* <table>
           \\*   <caption>Transitions</caption>
           \\*   <tr><th>from<th>to<th>by<th>who
          (.*?) \\* </table>
          """,
          Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile(" \\*   <tr><td>(.+)<td>(.+)<td>(.{5,})<td>(.{5,})");

  /** The statuses of an object, and the moves that its table has, as {@code from -> to}. */
  record Moves(Class<?> status, List<String> names, Set<String> pairs) {

    @Override
    public String toString() {
      return status.getSimpleName();
    }
  }

  static Stream<Moves> tables() {
    return Stream.of(
        moves(Transitions.CONTEXT, ContextStatus.class),
        moves(Transitions.PLAN, PlanStatus.class),
        moves(Transitions.STEP, StepStatus.class),
        moves(Transitions.CONFIRM, ConfirmStatus.class),
        moves(Transitions.TRACE, TraceStatus.class),
        moves(Transitions.SEGMENT, SegmentStatus.class),
        moves(Transitions.DIALOG, DialogStatus.class),
        moves(Transitions.COLLAB, CollabStatus.class),
        moves(Transitions.EXTENSION, ExtensionStatus.class),
        moves(Transitions.CORE, CoreStatus.class),
        moves(Transitions.MODULE, ModuleStatus.class),
        moves(Transitions.NETWORK, NetworkStatus.class),
        moves(Transitions.NODE, NodeStatus.class));
  }

  private static <S extends Enum<S> & WireName> Moves moves(
      TransitionTable<S> table, Class<S> status) {
    Set<String> pairs = new TreeSet<>();
    table
        .statuses()
        .forEach(
            from -> table.from(from).forEach(to -> pairs.add(from.wire() + " -> " + to.wire())));
    return new Moves(status, table.statuses().stream().map(WireName::wire).toList(), pairs);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void documentation_tellsTheMovesOfTheTable(Moves moves) throws IOException {
    Path file = SOURCES.resolve(moves.status().getName().replace('.', '/') + ".java");
    Matcher table = TABLE.matcher(Files.readString(file, UTF_8));
    assertThat(table.find()).as("%s has a table of its transitions", file).isTrue();
    List<String> told = new ArrayList<>();
    for (String line : table.group(1).lines().toList()) {
      Matcher row = ROW.matcher(line);
      assertThat(row.matches()).as("is a row: %s", line).isTrue();
      for (String from : row.group(1).split(", ", -1)) {
        Stream<String> targets =
            row.group(2).equals("any other")
                ? moves.names().stream().filter(name -> !name.equals(from))
                : Stream.of(row.group(2));
        targets.forEach(to -> told.add(from + " -> " + to));
      }
    }
    assertThat(new TreeSet<>(told)).isEqualTo(moves.pairs());
  }
}
