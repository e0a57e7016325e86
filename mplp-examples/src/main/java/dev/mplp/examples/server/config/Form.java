package dev.mplp.examples.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.examples.server.net.Proxies;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a value of a setting looks like.
 *
 * @param words completes "NAME is ..."
 * @param kind how it is printed
 * @param accepts whether a value is of the form
 */
public record Form(String words, Kind kind, Predicate<String> accepts) {

  private static final Pattern ORIGIN =
      Pattern.compile("https?://(?:[a-z0-9.-]+|\\[[0-9a-f:]+])(?::[0-9]{1,5})?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** How a value is printed. */
  public enum Kind {
    /** As it is. */
    OPEN,
    /** Without the passwords in it. */
    URL,
    /** Without users, passwords and parameters that look like secrets. */
    PLACE,
    /** Its first word alone. */
    COMMAND,
    /** Not at all. */
    SECRET
  }

  /** What stands between the commas of a value. */
  static List<String> parts(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .distinct()
        .toList();
  }

  /** Any text. */
  public static Form text() {
    return new Form("a text", Kind.OPEN, value -> true);
  }

  /** A program with its arguments, which may have secrets among them. */
  public static Form command() {
    return new Form("a command", Kind.COMMAND, value -> true);
  }

  /** Any text that nobody is to see. */
  public static Form secret() {
    return new Form("a secret", Kind.SECRET, value -> true);
  }

  /** A secret of at least so many bytes. */
  public static Form secretOf(int bytes) {
    return new Form(
        "a secret of at least " + bytes + " bytes, such as `openssl rand -base64 48` prints",
        Kind.SECRET,
        value -> value.getBytes(UTF_8).length >= bytes);
  }

  /** An address that may have a password in it. */
  public static Form url() {
    return new Form("an address", Kind.URL, value -> value.indexOf(':') > 0);
  }

  /** Origins of web pages as browsers send them, with commas between. */
  public static Form origins() {
    return new Form(
        "origins such as https://console.example.com or http://localhost:5173, without a path, with"
            + " commas between",
        Kind.OPEN,
        value -> parts(value).stream().allMatch(one -> ORIGIN.matcher(one).matches()));
  }

  /** An address that begins with http, or a file. */
  public static Form place() {
    return new Form("an address such as https://host/path, or a file", Kind.PLACE, Form::isPlace);
  }

  private static boolean isPlace(String value) {
    try {
      if (value.startsWith("http:") || value.startsWith("https:")) {
        return URI.create(value).getHost() != null;
      }
      return !Path.of(value.startsWith("file:") ? URI.create(value).getPath() : value)
          .toString()
          .isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Addresses and ranges of them. */
  public static Form ranges() {
    return new Form(
        "addresses or ranges such as 10.1.2.3 and 10.0.0.0/8, with commas between",
        Kind.OPEN,
        Form::areRanges);
  }

  private static boolean areRanges(String value) {
    try {
      List<String> parts = parts(value);
      return !parts.isEmpty() && Proxies.of(parts) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A whole number. */
  public static Form number(int least, int most) {
    return new Form(
        "a whole number from " + least + " to " + most,
        Kind.OPEN,
        value ->
            NUMBER.matcher(value).matches()
                && Integer.parseInt(value) >= least
                && Integer.parseInt(value) <= most);
  }

  /** Yes or no. */
  public static Form flag() {
    return oneOf("true", "false");
  }

  /** One of these words. */
  public static Form oneOf(String... words) {
    List<String> all = List.copyOf(Arrays.asList(words));
    return new Form(
        all.size() == 2 ? all.get(0) + " or " + all.get(1) : "one of " + String.join(", ", all),
        Kind.OPEN,
        all::contains);
  }

  /** One of these words, which are in lower case here. */
  public static Form anyCaseOf(String... words) {
    Form exact = oneOf(words);
    return new Form(
        exact.words, exact.kind, value -> exact.accepts.test(value.toLowerCase(Locale.ROOT)));
  }
}
