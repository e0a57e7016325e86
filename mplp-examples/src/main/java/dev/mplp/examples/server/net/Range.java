package dev.mplp.examples.server.net;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin alike, such as {@code 10.0.0.0/8}.
 *
 * @param first one of them
 * @param bits how many bits of it they share
 */
record Range(InetAddress first, int bits) {

  /**
   * A range, or one address alone.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  static Range parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
    if (first == null) {
      throw wrong(text, null);
    }
    int all = first.getAddress().length * Byte.SIZE;
    try {
      int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > all) {
        throw wrong(text, null);
      }
      return new Range(first, bits);
    } catch (NumberFormatException e) {
      throw wrong(text, e);
    }
  }

  private static IllegalArgumentException wrong(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "an address or a range is written as 10.1.2.3, 10.0.0.0/8 or fd00::/8, but is \""
            + text
            + '"',
        cause);
  }

  boolean contains(InetAddress address) {
    byte[] of = address.getAddress();
    byte[] ours = first.getAddress();
    int whole = bits / Byte.SIZE;
    if (of.length != ours.length || !Arrays.equals(of, 0, whole, ours, 0, whole)) {
      return false;
    }
    int rest = Byte.SIZE - bits % Byte.SIZE;
    return rest == Byte.SIZE || (of[whole] & 0xff) >> rest == (ours[whole] & 0xff) >> rest;
  }
}
