package dev.mplp.runtime.json;

import dev.mplp.model.WireFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads identifiers of module objects from bytes, eight digits at a time.
 *
 * <p>Eight characters lie in one word, the first in the lowest byte. In ASCII, bit 6 tells {@code
 * a} to {@code f} from {@code 0} to {@code 9}, so that
 *
 * <ol>
 *   <li>{@code letters} has a 1 in each byte that claims to be a letter;
 *   <li>{@code digits} is the lower half of each byte, plus 9 where it is a letter;
 *   <li>the upper half of each byte must be 3, or 6 where it is a letter;
 *   <li>{@code digits + 6} reaches 16 exactly where the digit is 10 or more, which must be where
 *       the letters are, and no digit may reach 16 itself;
 *   <li>the eight digits move together, the first to the top.
 * </ol>
 */
final class UuidBytes {

  static final int LENGTH = 36;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;

  private UuidBytes() {}

  /** The lower-case version 4 UUID that stands there, null if it is none. */
  static @Nullable UUID parse(byte[] bytes, int from) {
    if (bytes[from + 8] != '-'
        || bytes[from + 13] != '-'
        || bytes[from + 18] != '-'
        || bytes[from + 23] != '-') {
      return null;
    }
    long a = digits((long) LONGS.get(bytes, from));
    long b = digits(joined(bytes, from + 9, from + 14));
    long c = digits(joined(bytes, from + 19, from + 24));
    long d = digits((long) LONGS.get(bytes, from + 28));
    if ((a | b | c | d) < 0) {
      return null;
    }
    UUID uuid = new UUID((a << 32) | b, (c << 32) | d);
    return WireFormat.isModuleId(uuid) ? uuid : null;
  }

  private static long joined(byte[] bytes, int first, int second) {
    return ((int) INTS.get(bytes, first) & 0xffffffffL)
        | ((long) (int) INTS.get(bytes, second) << 32);
  }

  /** The value of eight digits in 32 bits, or -1. */
  private static long digits(long word) {
    long letters = (word >>> 6) & EACH;
    long digits = (word & 0x0f0f0f0f0f0f0f0fL) + letters * 9;
    boolean upperHalves = (word & 0xf0f0f0f0f0f0f0f0L) == EACH * 0x30 + letters * 0x30;
    boolean lettersFromTen = (((digits + EACH * 6) >>> 4) & EACH) == letters;
    boolean belowSixteen = (digits & 0x1010101010101010L) == 0;
    if (!(upperHalves && lettersFromTen && belowSixteen)) {
      return -1;
    }
    long firstOnTop = Long.reverseBytes(digits);
    long pairs = (firstOnTop | (firstOnTop >>> 4)) & 0x00ff00ff00ff00ffL;
    long quads = (pairs | (pairs >>> 8)) & 0x0000ffff0000ffffL;
    return (quads | (quads >>> 16)) & 0xffffffffL;
  }
}
