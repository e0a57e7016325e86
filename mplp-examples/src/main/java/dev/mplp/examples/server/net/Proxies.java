package dev.mplp.examples.server.net;

import java.net.InetAddress;
import java.util.List;

/**
 * Proxies before the server, whose word is taken for whom they ask. They say it by {@code
 * X-Forwarded-For}; what a caller puts there himself counts for nothing. Immutable.
 */
public final class Proxies {

  /** Nobody is taken at their word. */
  public static final Proxies NONE = new Proxies(List.of());

  private final List<Range> ranges;

  private Proxies(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * The proxies at these addresses.
   *
   * @param ranges such as {@code 10.1.2.3} and {@code 10.0.0.0/8}
   * @throws IllegalArgumentException when one is written in another way
   */
  public static Proxies of(List<String> ranges) {
    return new Proxies(ranges.stream().map(Range::parse).toList());
  }

  /** Whether a proxy of ours has this address. */
  public boolean has(InetAddress address) {
    for (Range range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whom a request is from: the last one on its way who is none of the proxies.
   *
   * @param peer the other end of the connection
   * @param forwarded the values of {@code X-Forwarded-For}, as they came
   */
  public InetAddress client(InetAddress peer, List<String> forwarded) {
    InetAddress client = peer;
    String[] way = String.join(",", forwarded).split(",", -1);
    for (int i = way.length - 1; i >= 0 && has(client); i--) {
      InetAddress before = Addresses.parse(withoutPort(way[i].strip()));
      if (before == null) {
        return client;
      }
      client = before;
    }
    return client;
  }

  /** Some proxies write {@code 192.0.2.7:4711} and {@code [2001:db8::7]:4711}. */
  private static String withoutPort(String text) {
    int end = text.indexOf(']');
    if (text.startsWith("[") && end > 0) {
      return text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }
}
