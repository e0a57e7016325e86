package dev.mplp.runtime.relay;

import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.Storage;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell of a relay: its broker, how much waits, what was left out, what is wrong.
 */
final class RelayHealth {

  private RelayHealth() {}

  /**
   * How it is.
   *
   * @param trouble what is wrong with the relay itself, null for nothing
   */
  static Part of(
      Storage storage, EventBroker broker, RelayPosition position, @Nullable String trouble) {
    BrokerHealth connection = broker.health();
    long waiting = Math.max(0, storage.log().head() - position.position());
    StringBuilder detail = new StringBuilder(connection.detail());
    detail.append("; ").append(waiting).append(" records of the log wait for it");
    LeftOut left = position.leftOut();
    if (!left.isNothing()) {
      detail.append("; ").append(left.told());
    }
    if (trouble != null) {
      detail.append("; ").append(trouble);
    }
    boolean good = connection.available() && trouble == null;
    return new Part("broker", good ? Status.UP : Status.DEGRADED, detail.toString());
  }
}
