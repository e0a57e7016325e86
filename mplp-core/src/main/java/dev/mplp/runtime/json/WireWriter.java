package dev.mplp.runtime.json;

import dev.mplp.Violation.Layer;
import dev.mplp.model.WireTime;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes compact JSON as UTF-8 bytes. Strings escape what RFC 8785 escapes, in its way; everything
 * else stands as it is.
 */
final class WireWriter {

  private static final byte[] HEX = encoded("0123456789abcdef");
  private static final byte[] TRUE = encoded("true");
  private static final byte[] FALSE = encoded("false");
  private static final byte[] NULL = encoded("null");
  private static final int UUID_LENGTH = 36;
  private static final int MAX_BYTES_PER_CHAR = 6;

  private final Limits limits;
  private final boolean nulAllowed;
  private byte[] bytes;
  private int size;
  private int depth;

  /** A writer that refuses what a reader with the same limits would refuse. */
  WireWriter(Limits limits, int expectedSize) {
    this(limits, false, expectedSize);
  }

  /** A writer that may also let U+0000 pass, escaped. */
  WireWriter(Limits limits, boolean nulAllowed, int expectedSize) {
    this.limits = limits;
    this.nulAllowed = nulAllowed;
    this.bytes = new byte[expectedSize];
  }

  /** Everything written. */
  byte[] toBytes() {
    checkSize(size);
    return Arrays.copyOf(bytes, size);
  }

  void openObject() {
    open('{');
  }

  void closeObject() {
    close('}');
  }

  void openArray() {
    open('[');
  }

  void closeArray() {
    close(']');
  }

  private void checkSize(int length) {
    if (length > limits.bytes()) {
      throw new Unwritable(
          Layer.LIMIT, "size", "must not be longer than " + limits.bytes() + " bytes");
    }
  }

  private void open(char bracket) {
    if (++depth > limits.depth()) {
      throw new Unwritable(
          Layer.JSON, "depth", "must not nest deeper than " + limits.depth() + " levels");
    }
    separate();
    room(1);
    bytes[size++] = (byte) bracket;
  }

  private void close(char bracket) {
    depth--;
    room(1);
    bytes[size++] = (byte) bracket;
  }

  /** Writes the comma before a value or name, unless it comes first. */
  private void separate() {
    checkSize(size);
    if (size > 0) {
      byte last = bytes[size - 1];
      if (last != '{' && last != '[' && last != ':') {
        room(1);
        bytes[size++] = ',';
      }
    }
  }

  void name(String name) {
    string(name);
    room(1);
    bytes[size++] = ':';
  }

  void bool(boolean value) {
    raw(value ? TRUE : FALSE);
  }

  void nothing() {
    raw(NULL);
  }

  /** Writes a number that is already formatted. */
  void plain(String number) {
    ascii(number, false);
  }

  void number(long value) {
    ascii(Long.toString(value), false);
  }

  void number(BigDecimal value) {
    if (value.precision() > limits.digits()
        || Math.abs((long) value.precision() - value.scale() - 1) > limits.exponent()) {
      throw new Unwritable(Layer.LIMIT, "number", Kinds.numberLimit(limits));
    }
    ascii(value.toString(), false);
  }

  void time(Instant value) {
    if (value.isBefore(WireTime.MIN) || value.isAfter(WireTime.MAX)) {
      throw new Unwritable(Layer.LIMIT, "time", "must lie in the years 0000 to 9999");
    }
    ascii(WireTime.format(value), true);
  }

  void uuid(UUID value) {
    separate();
    room(UUID_LENGTH + 2);
    bytes[size++] = '"';
    long high = value.getMostSignificantBits();
    long low = value.getLeastSignificantBits();
    hex(high >>> 32, 8);
    bytes[size++] = '-';
    hex(high >>> 16, 4);
    bytes[size++] = '-';
    hex(high, 4);
    bytes[size++] = '-';
    hex(low >>> 48, 4);
    bytes[size++] = '-';
    hex(low, 12);
    bytes[size++] = '"';
  }

  private void hex(long value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(int) (value >>> shift) & 0xf];
    }
  }

  /** Plain ASCII as bytes for {@link #raw}. */
  static byte[] encoded(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes a value, or a name with its colon, that is already encoded. */
  void raw(byte[] text) {
    separate();
    room(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  /** Writes text that needs no escape. */
  private void ascii(String text, boolean quoted) {
    separate();
    room(text.length() + 2);
    if (quoted) {
      bytes[size++] = '"';
    }
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    if (quoted) {
      bytes[size++] = '"';
    }
  }

  void string(String text) {
    separate();
    int length = text.length();
    checkSize(length);
    room(length + 2);
    bytes[size++] = '"';
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
        break;
      }
      bytes[size++] = (byte) c;
      i++;
    }
    if (i < length) {
      rest(text, i);
    }
    room(1);
    bytes[size++] = '"';
  }

  private void rest(String text, int from) {
    room(Math.multiplyExact(text.length() - from, MAX_BYTES_PER_CHAR) + 1);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        control(c);
      } else if (c < 0x80) {
        if (c == '"' || c == '\\') {
          bytes[size++] = '\\';
        }
        bytes[size++] = (byte) c;
      } else if (c < 0x800) {
        bytes[size++] = (byte) (0xc0 | (c >> 6));
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        bytes[size++] = (byte) (0xe0 | (c >> 12));
        bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
      } else {
        i++;
        pair(c, i < text.length() ? text.charAt(i) : 'x');
      }
    }
  }

  private void control(char c) {
    if (c == 0 && !nulAllowed) {
      throw new Unwritable(Layer.LIMIT, "nul", "must not contain the character U+0000");
    }
    char letter =
        switch (c) {
          case '\b' -> 'b';
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\f' -> 'f';
          case '\r' -> 'r';
          default -> 'u';
        };
    bytes[size++] = '\\';
    bytes[size++] = (byte) letter;
    if (letter == 'u') {
      hex(c, 4);
    }
  }

  private void pair(char high, char low) {
    if (!Character.isSurrogatePair(high, low)) {
      throw new Unwritable(Layer.JSON, "surrogate", "must not contain half a surrogate pair");
    }
    int point = Character.toCodePoint(high, low);
    bytes[size++] = (byte) (0xf0 | (point >> 18));
    bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
    bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
    bytes[size++] = (byte) (0x80 | (point & 0x3f));
  }

  private void room(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1) + 64));
    }
  }
}
