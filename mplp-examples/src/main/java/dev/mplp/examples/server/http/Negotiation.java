package dev.mplp.examples.server.http;

import java.util.List;
import java.util.Locale;
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

  /** Whether a type is taken: of the ranges that it is in, the narrowest tells. */
  static boolean accepts(String accept, String type) {
    String family = type.substring(0, type.indexOf('/')) + "/*";
    for (String range : List.of(type, family, "*/*")) {
      Boolean said = said(accept, range);
      if (said != null) {
        return said;
      }
    }
    return false;
  }

  /** Whether this very type is taken. */
  static boolean names(String accept, String type) {
    return Boolean.TRUE.equals(said(accept, type));
  }

  /** What is said of a range; null when it is not mentioned. */
  private static @Nullable Boolean said(String list, String range) {
    for (String one : list.split(",", -1)) {
      String[] parts = one.strip().toLowerCase(Locale.ROOT).split(";", -1);
      if (parts[0].strip().equals(range)) {
        return !isRefused(parts);
      }
    }
    return null;
  }

  /** Whether gzip is taken. */
  static boolean takesGzip(@Nullable String acceptEncoding) {
    return acceptEncoding != null && names(acceptEncoding, "gzip");
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
