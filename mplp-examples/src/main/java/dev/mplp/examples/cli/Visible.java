package dev.mplp.examples.cli;

import java.util.regex.Pattern;

/**
 * Text of unknown origin as it may be shown to people: what would steer a terminal, or turn the
 * direction of writing, is made visible instead, so that nobody approves what they do not see.
 */
public final class Visible {

  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069&&[^\\t]]");
  private static final Pattern STEERING_WITHIN_LINES =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069&&[^\\t\\n]]");

  private Visible() {}

  /** On one line. */
  public static String line(String text) {
    return STEERING.matcher(text).replaceAll("\ufffd");
  }

  /** With its own line ends. */
  public static String lines(String text) {
    return STEERING_WITHIN_LINES.matcher(text).replaceAll("\ufffd");
  }
}
