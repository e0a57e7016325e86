package dev.mplp.model;

import java.util.Map;

/** Writes values as JSON text for {@code toString()}; the wire codec has a writer of its own. */
final class JsonText {

  private JsonText() {}

  static void write(JsonValue value, StringBuilder out) {
    if (value instanceof JsonObject object) {
      char before = '{';
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        out.append(before);
        quote(member.getKey(), out);
        out.append(':');
        write(member.getValue(), out);
        before = ',';
      }
      out.append(object.isEmpty() ? "{}" : "}");
    } else if (value instanceof JsonArray array) {
      char before = '[';
      for (JsonValue element : array) {
        out.append(before);
        write(element, out);
        before = ',';
      }
      out.append(array.size() == 0 ? "[]" : "]");
    } else if (value instanceof JsonString text) {
      quote(text.value(), out);
    } else {
      out.append(value);
    }
  }

  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || (Character.isSurrogate(c) && isLone(text, i))) {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean isLone(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }
}
