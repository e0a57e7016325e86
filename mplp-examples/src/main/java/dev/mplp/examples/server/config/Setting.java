package dev.mplp.examples.server.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Something about the server that can be set.
 *
 * @param name of the environment variable, and in the file
 * @param form what a value looks like
 * @param fallback what counts when it is not set; empty for nothing
 * @param meaning for people
 */
public record Setting(String name, Form form, String fallback, String meaning) {

  /** What is appended to a name for a file that has the value. */
  static final String IN_FILE = "_FILE";

  /** Refuses nulls. */
  public Setting {
    requireNonNull(name, "name");
    requireNonNull(form, "form");
    requireNonNull(fallback, "fallback");
    requireNonNull(meaning, "meaning");
  }

  static Setting setting(String name, Form form, String fallback, String meaning) {
    return new Setting(name, form, fallback, meaning);
  }

  /** Whether its value can be in a file of its own, named by {@code NAME_FILE}. */
  public boolean canBeInFile() {
    return form.kind() == Form.Kind.URL || form.kind() == Form.Kind.SECRET;
  }

  /** What is wrong with a value; null when nothing is. */
  @Nullable String problem(String value) {
    if (form.accepts().test(value)) {
      return null;
    }
    String shown = form.kind() == Form.Kind.OPEN ? ", but is \"" + value + '"' : "";
    return name + " is " + form.words() + shown;
  }
}
