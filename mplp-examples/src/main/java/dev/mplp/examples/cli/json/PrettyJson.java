package dev.mplp.examples.cli.json;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.util.Iterator;
import java.util.Map;

/** JSON text for people: indented by two blanks, empty objects and arrays on one line. */
public final class PrettyJson {

  private final StringBuilder out = new StringBuilder();

  private PrettyJson() {}

  /** The text of a value, with a line end. */
  public static String text(JsonValue value) {
    PrettyJson pretty = new PrettyJson();
    pretty.write(value, 0);
    return pretty.out.append('\n').toString();
  }

  private void write(JsonValue value, int depth) {
    if (value instanceof JsonObject object && !object.isEmpty()) {
      writeMembers(object, depth);
    } else if (value instanceof JsonArray array && array.size() > 0) {
      writeElements(array, depth);
    } else {
      out.append(value);
    }
  }

  private void writeMembers(JsonObject object, int depth) {
    out.append('{');
    Iterator<Map.Entry<String, JsonValue>> members = object.members().entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, JsonValue> member = members.next();
      newLine(depth + 1);
      out.append(new JsonString(member.getKey())).append(": ");
      write(member.getValue(), depth + 1);
      out.append(members.hasNext() ? "," : "");
    }
    newLine(depth);
    out.append('}');
  }

  private void writeElements(JsonArray array, int depth) {
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      newLine(depth + 1);
      write(array.get(i), depth + 1);
      out.append(i + 1 < array.size() ? "," : "");
    }
    newLine(depth);
    out.append(']');
  }

  private void newLine(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }
}
