package dev.mplp.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.collab.CollabStatus;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.context.ContextStatus;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.model.WireName;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.NodeStatus;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.StepStatus;
import dev.mplp.trace.TraceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of the modules draw the states that the transition tables have. When a table changes,
 * the failure shows the block that belongs on the page.
 */
class StatesPagesTest {

  private static final Path PAGES = Path.of("../docs/modules");

  /** A diagram of a page: whose states, and where it begins. */
  record Diagram(String page, String marker, String block) {

    @Override
    public String toString() {
      return page + ": " + marker;
    }
  }

  static Stream<Diagram> diagrams() {
    return Stream.of(
        diagram("context.md", "Context", Transitions.CONTEXT, ContextStatus.values()),
        diagram("plan.md", "Plan", Transitions.PLAN, PlanStatus.values()),
        diagram("confirm.md", "Confirm", Transitions.CONFIRM, ConfirmStatus.values()),
        diagram("plan.md", "Step", Transitions.STEP, StepStatus.values()),
        diagram("trace.md", "Trace", Transitions.TRACE, TraceStatus.values()),
        diagram("core.md", "Core", Transitions.CORE, CoreStatus.values()),
        diagram("dialog.md", "Dialog", Transitions.DIALOG, DialogStatus.values()),
        diagram("collab.md", "Collab", Transitions.COLLAB, CollabStatus.values()),
        diagram("extension.md", "Extension", Transitions.EXTENSION, ExtensionStatus.values()),
        diagram("network.md", "Network", Transitions.NETWORK, NetworkStatus.values()),
        diagram("network.md", "Node", Transitions.NODE, NodeStatus.values()));
  }

  /** The first status is the one that objects are created in, unless they are imported. */
  private static <S extends Enum<S> & WireName> Diagram diagram(
      String page, String object, TransitionTable<S> table, S[] statuses) {
    List<String> lines = new ArrayList<>();
    lines.add("```mermaid");
    lines.add("stateDiagram-v2");
    lines.add("    [*] --> " + statuses[0].wire());
    for (S from : statuses) {
      table.from(from).forEach(to -> lines.add("    " + from.wire() + " --> " + to.wire()));
    }
    for (S status : statuses) {
      if (table.from(status).isEmpty()) {
        lines.add("    " + status.wire() + " --> [*]");
      }
    }
    lines.add("```");
    return new Diagram(page, "<!-- states: " + object + " -->", String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void page_drawsTheTable(Diagram diagram) throws IOException {
    String page = Files.readString(PAGES.resolve(diagram.page()), UTF_8);
    int marker = page.indexOf(diagram.marker() + "\n");
    assertThat(marker).as("the page has the line %s", diagram.marker()).isNotNegative();
    int from = marker + diagram.marker().length() + 1;
    int end = page.indexOf("```\n", from + 3);
    assertThat(page.substring(from, end + 4)).isEqualTo(diagram.block());
  }
}
