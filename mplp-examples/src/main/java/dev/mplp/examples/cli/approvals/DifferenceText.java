package dev.mplp.examples.cli.approvals;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a revision makes another, as people read it; nothing where no revision is to be approved.
 */
final class DifferenceText {

  private static final String NOTHING = "none";

  private DifferenceText() {}

  /** One line for each step that is added or removed, some for each that is changed. */
  static List<String> lines(JsonObject content) {
    List<String> lines = new ArrayList<>();
    if (content.get("difference") instanceof JsonObject difference) {
      lines.add("difference");
      steps(difference, "removed").forEach(step -> lines.add("  - " + step(step)));
      steps(difference, "changed").forEach(change -> changed(change, lines));
      steps(difference, "added").forEach(step -> lines.add("  + " + step(step)));
    }
    return lines;
  }

  private static List<JsonObject> steps(JsonObject difference, String name) {
    return difference.get(name) instanceof JsonArray array
        ? array.values().stream().map(JsonValue::asObject).toList()
        : List.of();
  }

  private static String step(JsonObject step) {
    return text(step.get("description"))
        + "  role "
        + text(step.get("agent_role"))
        + "  after "
        + text(step.get("dependencies"))
        + "  ("
        + text(step.get("step_id"))
        + ")";
  }

  private static void changed(JsonObject change, List<String> lines) {
    if (change.get("before") instanceof JsonObject before
        && change.get("after") instanceof JsonObject after) {
      lines.add("  ~ " + step(after));
      Set<String> names = new LinkedHashSet<>(before.names());
      names.addAll(after.names());
      for (String name : names) {
        String was = text(before.get(name));
        String is = text(after.get(name));
        if (!was.equals(is)) {
          lines.add("      " + name + ": " + was + " -> " + is);
        }
      }
    }
  }

  private static String text(@Nullable JsonValue value) {
    if (value == null || (value instanceof JsonArray none && none.values().isEmpty())) {
      return NOTHING;
    }
    if (value instanceof JsonArray array) {
      return String.join(", ", array.values().stream().map(JsonValue::asString).toList());
    }
    return value instanceof JsonString text ? text.asString() : value.toString();
  }
}
