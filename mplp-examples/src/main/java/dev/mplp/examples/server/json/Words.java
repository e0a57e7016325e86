package dev.mplp.examples.server.json;

import dev.mplp.model.JsonValue;
import java.util.Locale;

/** How things are called in JSON, and in what is said of it. */
final class Words {

  private static final int LONGEST = 300;

  private Words() {}

  /** A name of Java as the protocol would write it: {@code contextId} as {@code context_id}. */
  static String snakeCase(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        words.append('_');
      }
      words.append(Character.toLowerCase(c));
    }
    return words.toString();
  }

  /** The word of an enumeration's constant that has none of its own. */
  static String ofConstant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** What a value is, for people. */
  static String kindOf(JsonValue value) {
    return value.isNull() ? "null" : "a value of type " + value.type();
  }

  /** A message that quotes what was sent, but not all of it. */
  static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
  }
}
