package dev.mplp.model;

import java.util.List;

/** Checks mail addresses by the {@code Mailbox} rule of RFC 5321, section 4.1.2. */
final class MailAddress {

  private static final String ATOM_MARKS = "!#$%&'*+-/=?^_`{|}~";
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 255;
  private static final int MAX_LABEL = 63;

  private MailAddress() {}

  static boolean matches(CharSequence text) {
    String address = text.toString();
    int at = address.lastIndexOf('@');
    if (at < 1 || at > MAX_LOCAL || address.length() - at - 1 > MAX_DOMAIN) {
      return false;
    }
    String local = address.substring(0, at);
    String domain = address.substring(at + 1);
    return (isDotString(local) || isQuoted(local)) && (isDomain(domain) || isLiteral(domain));
  }

  private static boolean isDotString(String local) {
    return List.of(local.split("\\.", -1)).stream()
        .allMatch(
            atom ->
                !atom.isEmpty()
                    && atom.chars().allMatch(c -> isAlphanumeric(c) || ATOM_MARKS.indexOf(c) >= 0));
  }

  private static boolean isQuoted(String local) {
    int last = local.length() - 1;
    if (last < 1 || local.charAt(0) != '"' || local.charAt(last) != '"') {
      return false;
    }
    for (int i = 1; i < last; i++) {
      char c = local.charAt(i);
      if (c == '\\') {
        i++;
        c = local.charAt(i);
        if (i == last) {
          return false;
        }
      } else if (c == '"') {
        return false;
      }
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isDomain(String domain) {
    return List.of(domain.split("\\.", -1)).stream()
        .allMatch(
            label ->
                !label.isEmpty()
                    && label.length() <= MAX_LABEL
                    && label.charAt(0) != '-'
                    && label.charAt(label.length() - 1) != '-'
                    && label.chars().allMatch(c -> isAlphanumeric(c) || c == '-'));
  }

  private static boolean isLiteral(String domain) {
    if (domain.length() < 2 || !domain.startsWith("[") || !domain.endsWith("]")) {
      return false;
    }
    String inner = domain.substring(1, domain.length() - 1);
    return inner.regionMatches(true, 0, "IPv6:", 0, 5)
        ? IpAddress.isV6(inner.substring(5))
        : IpAddress.isV4(inner);
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
