package dev.mplp.examples.server.http;

import dev.mplp.examples.server.net.Proxies;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whom requests are from, and warns of what seems to be a proxy that nobody named.
 * Thread-safe.
 */
final class Origins {

  private static final Logger LOG = LoggerFactory.getLogger(Origins.class);
  private static final String HEADER = "X-Forwarded-For";

  /** Anybody may send the header: the log is not to be filled by it. */
  private static final int MOST_WARNINGS = 10;

  private final Proxies proxies;
  private final Set<InetAddress> unnamed = ConcurrentHashMap.newKeySet();

  Origins(Proxies proxies) {
    this.proxies = proxies;
  }

  /** Where a request came from: the other end, or whom a proxy that is trusted asks for. */
  InetAddress of(InetAddress peer, HttpFields headers) {
    if (proxies.has(peer)) {
      return proxies.client(peer, headers.getValuesList(HEADER));
    }
    if (unnamed.size() < MOST_WARNINGS && headers.contains(HEADER) && unnamed.add(peer)) {
      LOG.warn(
          "{} sends {}, which counts for nothing. If it is a proxy or load balancer, name it in"
              + " MPLP_TRUSTED_PROXIES: until then all who call through it count as one, for"
              + " connections and for credentials that are no good",
          peer.getHostAddress(),
          HEADER);
    }
    return peer;
  }
}
