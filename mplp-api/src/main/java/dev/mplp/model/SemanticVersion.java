package dev.mplp.model;

/** Checks semantic versions: three numbers, then optionally a pre-release and a build. */
final class SemanticVersion {

  private SemanticVersion() {}

  static boolean matches(CharSequence text) {
    int at = number(text, 0);
    at = at < 0 || !is(text, at, '.') ? -1 : number(text, at + 1);
    at = at < 0 || !is(text, at, '.') ? -1 : number(text, at + 1);
    if (at >= 0 && is(text, at, '-')) {
      at = identifiers(text, at + 1, true);
    }
    if (at >= 0 && is(text, at, '+')) {
      at = identifiers(text, at + 1, false);
    }
    return at == text.length();
  }

  /** The end of a number without leading zeros, or -1. */
  private static int number(CharSequence text, int at) {
    int end = at;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    boolean leadingZero = end > at + 1 && text.charAt(at) == '0';
    return end == at || leadingZero ? -1 : end;
  }

  /** The end of dotted identifiers, or -1; a pre-release has no number with leading zeros. */
  private static int identifiers(CharSequence text, int from, boolean preRelease) {
    int at = from;
    while (true) {
      int end = at;
      boolean numeric = true;
      while (end < text.length() && isIdentifierPart(text.charAt(end))) {
        numeric &= isDigit(text.charAt(end));
        end++;
      }
      boolean leadingZero = preRelease && numeric && end > at + 1 && text.charAt(at) == '0';
      if (end == at || leadingZero) {
        return -1;
      }
      if (!is(text, end, '.')) {
        return end;
      }
      at = end + 1;
    }
  }

  private static boolean is(CharSequence text, int at, char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private static boolean isIdentifierPart(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
