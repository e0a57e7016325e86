package dev.mplp.model;

/** Checks absolute URIs by the grammar of RFC 3986, appendix A. */
final class UriText {

  private static final String UNRESERVED_MARKS = "-._~";
  private static final String SUB_DELIMITERS = "!$&'()*+,;=";

  private UriText() {}

  static boolean matches(CharSequence text) {
    String uri = text.toString();
    int colon = uri.indexOf(':');
    if (colon < 1 || !isScheme(uri, colon)) {
      return false;
    }
    int fragment = end(uri, colon + 1, "#");
    int query = end(uri.substring(0, fragment), colon + 1, "?");
    String part = uri.substring(colon + 1, query);
    boolean tailGood =
        (query == fragment || chars(uri, query + 1, fragment, ":@/?"))
            && (fragment == uri.length() || chars(uri, fragment + 1, uri.length(), ":@/?"));
    if (!tailGood) {
      return false;
    }
    if (!part.startsWith("//")) {
      return chars(part, 0, part.length(), ":@/");
    }
    int path = end(part, 2, "/");
    return isAuthority(part.substring(2, path)) && chars(part, path, part.length(), ":@/");
  }

  private static boolean isScheme(String uri, int end) {
    for (int i = 0; i < end; i++) {
      char c = uri.charAt(i);
      boolean good = isLetter(c) || (i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'));
      if (!good) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAuthority(String authority) {
    int at = authority.lastIndexOf('@');
    if (at >= 0 && !chars(authority, 0, at, ":")) {
      return false;
    }
    String host = authority.substring(at + 1);
    int portFrom;
    if (host.startsWith("[")) {
      int close = host.indexOf(']');
      if (close < 0 || !IpAddress.isLiteral(host.substring(1, close))) {
        return false;
      }
      portFrom = close + 1;
    } else {
      portFrom = end(host, 0, ":");
      if (!chars(host, 0, portFrom, "")) {
        return false;
      }
    }
    if (portFrom == host.length()) {
      return true;
    }
    return host.charAt(portFrom) == ':'
        && host.chars().skip(portFrom + 1L).allMatch(c -> isDigit((char) c));
  }

  /** Unreserved characters, sub-delimiters, percent escapes, and these more. */
  private static boolean chars(String text, int from, int to, String more) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= to || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
          return false;
        }
        i += 2;
      } else if (!isLetter(c)
          && !isDigit(c)
          && UNRESERVED_MARKS.indexOf(c) < 0
          && SUB_DELIMITERS.indexOf(c) < 0
          && more.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int end(String text, int from, String mark) {
    int at = text.indexOf(mark, from);
    return at < 0 ? text.length() : at;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
