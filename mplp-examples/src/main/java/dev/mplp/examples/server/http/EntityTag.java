package dev.mplp.examples.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags (RFC 9110, 8.8.3): the version of what is stored, in quotes; behind a dot a checksum
 * where more is shown than has that version.
 */
final class EntityTag {

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private static final Pattern TAG =
      Pattern.compile("(?:W/)?\"([0-9]{1,18})(?:\\.[0-9a-f]{1,8})?\"");

  private EntityTag() {}

  static String of(long version) {
    return "\"" + version + '"';
  }

  static String of(long version, byte[] shown) {
    CRC32C checksum = new CRC32C();
    checksum.update(shown);
    return "\"" + version + '.' + Long.toHexString(checksum.getValue()) + '"';
  }

  /**
   * The version that {@code If-Match} names. A weak tag is taken as well: proxies that compress
   * weaken tags, and a version is that of the content, not of its coding.
   */
  static long version(String ifMatch) {
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw new RequestException(
          412,
          "PRECONDITION_FAILED",
          "If-Match must be the ETag that a GET of this object answered with, such as \"3\"");
    }
    return Long.parseLong(tag.group(1));
  }

  /** The tag of the same content in another coding, which is not the same byte for byte. */
  static String weak(String tag) {
    return tag.startsWith("W/") ? tag : "W/" + tag;
  }

  /** An answer, without its body where the caller has that already. */
  static Answer unlessKnown(Answer answer, Exchange exchange) {
    boolean isRead = exchange.method().equals("GET") || exchange.method().equals("HEAD");
    return isRead
            && answer.status() == OK
            && isAmong(exchange.header("If-None-Match"), answer.header("ETag"))
        ? new Answer(NOT_MODIFIED, answer.headers(), AnswerBody.NONE)
        : answer;
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
