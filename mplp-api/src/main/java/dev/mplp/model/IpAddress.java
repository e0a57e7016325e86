package dev.mplp.model;

import java.util.List;

/** Checks IP addresses as URIs and mail addresses write them, by the grammar of RFC 3986. */
final class IpAddress {

  private static final int IPV6_GROUPS = 8;

  private IpAddress() {}

  /** True for what may stand between brackets in a URI: IPv6 or a later version. */
  static boolean isLiteral(String text) {
    return isFuture(text) || isV6(text);
  }

  /** True for four numbers from 0 to 255 without leading zeros. */
  static boolean isV4(String text) {
    List<String> parts = List.of(text.split("\\.", -1));
    return parts.size() == 4 && parts.stream().allMatch(IpAddress::isOctet);
  }

  /** True for an IPv6 address, be it shortened or ended by an IPv4 address. */
  static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == IPV6_GROUPS;
    }
    int before = gap == 0 ? 0 : groups(text.substring(0, gap), false);
    String tail = text.substring(gap + 2);
    int after = tail.isEmpty() ? 0 : groups(tail, true);
    return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
  }

  /** How many 16-bit groups these are, or -1. */
  private static int groups(String text, boolean mayEndInV4) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (mayEndInV4 && i == parts.length - 1 && isV4(parts[i])) {
        count += 2;
      } else if (isGroup(parts[i])) {
        count++;
      } else {
        return -1;
      }
    }
    return count;
  }

  private static boolean isGroup(String text) {
    return !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(IpAddress::isHex);
  }

  private static boolean isOctet(String text) {
    if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.charAt(0) == '0')) {
      return false;
    }
    return text.chars().allMatch(c -> c >= '0' && c <= '9') && Integer.parseInt(text) <= 255;
  }

  private static boolean isFuture(String text) {
    int dot = text.indexOf('.');
    boolean version = !text.isEmpty() && (text.charAt(0) == 'v' || text.charAt(0) == 'V');
    return version
        && dot > 1
        && dot + 1 < text.length()
        && text.substring(1, dot).chars().allMatch(IpAddress::isHex)
        && text.substring(dot + 1)
            .chars()
            .allMatch(c -> isAlphanumeric(c) || "-._~!$&'()*+,;=:".indexOf(c) >= 0);
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
