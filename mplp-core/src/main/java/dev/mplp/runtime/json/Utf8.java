package dev.mplp.runtime.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks over the bytes of a document before they are parsed: are they UTF-8, have they escapes? */
final class Utf8 {

  /** Well-formed, and without a backslash: no string can hold NUL or a lone surrogate. */
  static final int PLAIN = -1;

  /** Well-formed, with at least one backslash. */
  static final int ESCAPED = -2;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;

  private Utf8() {}

  /** {@link #PLAIN}, {@link #ESCAPED}, or the index of the first byte that is not UTF-8. */
  static int scan(byte[] bytes) {
    boolean escaped = false;
    int i = 0;
    while (i < bytes.length) {
      if (i + Long.BYTES <= bytes.length) {
        long word = (long) LONGS.get(bytes, i);
        if ((word & HIGH_BITS) == 0) {
          long zeroAtBackslash = word ^ BACKSLASHES;
          escaped |= ((zeroAtBackslash - LOW_BITS) & ~zeroAtBackslash & HIGH_BITS) != 0;
          i += Long.BYTES;
          continue;
        }
      }
      byte first = bytes[i];
      if (first >= 0) {
        escaped |= first == '\\';
        i++;
      } else {
        int length = sequence(bytes, i);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return escaped ? ESCAPED : PLAIN;
  }

  /**
   * True when a parser would take the bytes for another encoding, or for UTF-8 with a byte order
   * mark. JSON text has no zero byte; UTF-16 and UTF-32 have one among the first four.
   */
  static boolean startsLikeAnother(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, 4); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  /** The length of the sequence that starts here, 0 if it is ill-formed (Unicode, table 3-7). */
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + length > bytes.length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = at + 2; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
