package dev.mplp.tck;

import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import java.util.List;

/** A broker for one test, with somebody who subscribed to everything before. */
public interface BrokerFixture extends AutoCloseable {

  /** A handle on the broker, which the test closes. */
  EventBroker open();

  /** What the subscriber has received so far, in order. */
  List<EventMessage> received();

  /** Throws everything away. */
  @Override
  void close();
}
