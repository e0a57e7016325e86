package dev.mplp.examples.server.http;

import dev.mplp.examples.server.net.Addresses;
import dev.mplp.examples.server.net.Proxies;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one address from taking all connections. One too many is closed before anything is read
 * from it; those of proxies are not counted, as they are for many callers.
 */
final class ConnectionsPerAddress implements Connection.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionsPerAddress.class);

  private final int most;
  private final Proxies proxies;
  private final Unseen unseen;
  private final Map<Connection, String> origins = new ConcurrentHashMap<>();
  private final Map<String, Integer> open = new ConcurrentHashMap<>();
  private final AtomicBoolean told = new AtomicBoolean();

  ConnectionsPerAddress(int most, Proxies proxies, Unseen unseen) {
    this.most = most;
    this.proxies = proxies;
    this.unseen = unseen;
  }

  @Override
  public void onOpened(Connection connection) {
    if (!(connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress at)
        || at.getAddress() == null
        || proxies.has(at.getAddress())) {
      return;
    }
    String origin = Addresses.origin(at.getAddress());
    origins.put(connection, origin);
    if (open.merge(origin, 1, Integer::sum) > most) {
      unseen.turnedAway();
      if (told.compareAndSet(false, true)) {
        LOG.warn(
            "{} has {} connections; further ones are closed, also those of others, without another"
                + " word here. If it is a proxy, name it in MPLP_TRUSTED_PROXIES",
            origin,
            most);
      }
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    String origin = origins.remove(connection);
    if (origin != null) {
      open.computeIfPresent(origin, (same, many) -> many == 1 ? null : many - 1);
    }
  }

  /** How many addresses have connections. */
  int addresses() {
    return open.size();
  }
}
