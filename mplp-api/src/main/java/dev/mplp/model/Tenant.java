package dev.mplp.model;

import static java.util.Objects.requireNonNull;

/**
 * Whose data it is: the first part of every key.
 *
 * @param name 1 to 64 characters of {@code a-z}, {@code 0-9}, {@code -}, {@code _} and {@code .},
 *     beginning with a letter or digit
 */
public record Tenant(String name) {

  /** The tenant of hosts that have only one. */
  public static final Tenant DEFAULT = new Tenant("default");

  private static final int MAX_LENGTH = 64;

  /** Refuses a name of another form. */
  public Tenant {
    requireNonNull(name, "name");
    boolean good =
        !name.isEmpty() && name.length() <= MAX_LENGTH && isLetterOrDigit(name.charAt(0));
    for (int i = 0; good && i < name.length(); i++) {
      char c = name.charAt(i);
      good = isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }
    if (!good) {
      throw new IllegalArgumentException(
          "a tenant is 1 to 64 characters of a-z, 0-9, '-', '_' and '.', beginning with a letter or"
              + " digit, but is \""
              + name
              + '"');
    }
  }

  /** The tenant with this name. */
  public static Tenant of(String name) {
    return DEFAULT.name.equals(name) ? DEFAULT : new Tenant(name);
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return name;
  }
}
