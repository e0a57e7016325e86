package dev.mplp.examples.server.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a caller takes what a route answers with (RFC 9110, 12.5). */
final class Negotiation {

  private Negotiation() {}

  static void check(Route<?, ?> route, Exchange exchange) {
    String accept = exchange.header("Accept");
    String type = route.reply().type();
    if (accept == null
        || type == null
        || accepts(accept, type)
        || route.reply().otherTypes().stream().anyMatch(other -> names(accept, other))) {
      return;
    }
    throw new RequestException(
        406,
        "NOT_ACCEPTABLE",
        "this answers with " + type + "; let Accept say so, or leave it out");
  }

  static boolean accepts(String accept, String type) {
    String family = type.substring(0, type.indexOf('/')) + "/*";
    return names(accept, Set.of(type, family, "*/*"));
  }

  /** Whether this very type is taken. */
  static boolean names(String accept, String type) {
    return names(accept, Set.of(type));
  }

  private static boolean names(String accept, Set<String> ranges) {
    for (String range : accept.split(",", -1)) {
      String[] parts = range.strip().toLowerCase(Locale.ROOT).split(";", -1);
      if (ranges.contains(parts[0].strip()) && !isRefused(parts)) {
        return true;
      }
    }
    return false;
  }

  /** Whether gzip is taken. */
  static boolean takesGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String coding : acceptEncoding.split(",", -1)) {
      String[] parts = coding.strip().toLowerCase(Locale.ROOT).split(";", -1);
      if (parts[0].strip().equals("gzip")) {
        return !isRefused(parts);
      }
    }
    return false;
  }

  private static boolean isRefused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].strip().matches("q=0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }
}
