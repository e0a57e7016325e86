package dev.mplp.examples.server.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as they are written, and whom they stand for. */
public final class Addresses {

  private static final Pattern FOUR = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,40}");

  /** One network has so many bytes of an IPv6 address, and whoever is in it the rest. */
  private static final int NETWORK = 8;

  private Addresses() {}

  /** An address, null when the text is none; no name is looked up. */
  static @Nullable InetAddress parse(String text) {
    if (!FOUR.matcher(text).matches() && !SIX.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /**
   * Whom to count under an address: itself, or of IPv6 its network (the first 64 bits), as whoever
   * has one address of it has all of them.
   */
  public static String origin(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK)) + "::/64"
        : address.getHostAddress();
  }
}
