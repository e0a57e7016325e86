package dev.mplp.examples.server.security;

import java.util.regex.Pattern;

/** Names that come from outside. */
final class Names {

  private static final Pattern GOOD = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,200}");

  private Names() {}

  /**
   * The name.
   *
   * @throws IllegalArgumentException when it is empty, too long or cannot be shown; without it
   */
  static String checked(String what, String name) {
    if (!GOOD.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " has 1 to 200 characters, none of which controls anything");
    }
    return name;
  }
}
