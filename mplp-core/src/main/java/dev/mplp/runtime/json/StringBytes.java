package dev.mplp.runtime.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The content of JSON strings as bytes. */
final class StringBytes {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long QUOTES = LOW_BITS * '"';
  private static final long BACKSLASHES = LOW_BITS * '\\';
  private static final long SPACES = LOW_BITS * ' ';

  private StringBytes() {}

  /** The index of the next quote, backslash, control character or byte beyond ASCII. */
  static int plainUntil(byte[] bytes, int start) {
    int i = start;
    while (i + Long.BYTES <= bytes.length) {
      long word = (long) LONGS.get(bytes, i);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      // Each term is exact in its lowest bit, and that is the only one used.
      long found =
          (((quote - LOW_BITS) & ~quote)
                  | ((backslash - LOW_BITS) & ~backslash)
                  | ((word - SPACES) & ~word)
                  | word)
              & HIGH_BITS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < bytes.length && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /** The text of a string with escapes, which the scanner has checked. */
  static String unescaped(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int start = i;
      while (i < to && bytes[i] != '\\') {
        i++;
      }
      text.append(new String(bytes, start, i - start, StandardCharsets.UTF_8));
      if (i < to) {
        byte letter = bytes[i + 1];
        i += 2;
        if (letter == 'u') {
          int unit = 0;
          for (int end = i + 4; i < end; i++) {
            unit = (unit << 4) | Character.digit(bytes[i], 16);
          }
          text.append((char) unit);
        } else {
          text.append(meaning(letter));
        }
      }
    }
    return text.toString();
  }

  private static char meaning(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> (char) letter;
    };
  }
}
