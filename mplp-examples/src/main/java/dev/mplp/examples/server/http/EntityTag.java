package dev.mplp.examples.server.http;

import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110, 8.8.3): the version of what is stored, in quotes. */
final class EntityTag {

  private static final int MOST_DIGITS = 18;

  private EntityTag() {}

  static String of(long version) {
    return "\"" + version + '"';
  }

  /**
   * The version that {@code If-Match} names. A weak tag is taken as well: proxies that compress
   * weaken tags, and a version is that of the content, not of its coding.
   */
  static long version(String ifMatch) {
    String tag = ifMatch.strip();
    String bare = tag.startsWith("W/") ? tag.substring(2) : tag;
    boolean isNumber =
        bare.length() > 2
            && bare.length() <= MOST_DIGITS + 2
            && bare.startsWith("\"")
            && bare.endsWith("\"")
            && bare.substring(1, bare.length() - 1).chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber) {
      throw new RequestException(
          412,
          "PRECONDITION_FAILED",
          "If-Match must be the ETag that a GET of this object answered with, such as \"3\"");
    }
    return Long.parseLong(bare.substring(1, bare.length() - 1));
  }

  /** Whether {@code If-None-Match} names this tag. */
  static boolean isAmong(@Nullable String ifNoneMatch, @Nullable String tag) {
    if (ifNoneMatch == null || tag == null) {
      return false;
    }
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    for (String one : ifNoneMatch.split(",", -1)) {
      String bare = one.strip();
      if ((bare.startsWith("W/") ? bare.substring(2) : bare).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
