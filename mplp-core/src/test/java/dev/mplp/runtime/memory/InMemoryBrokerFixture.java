package dev.mplp.runtime.memory;

import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import dev.mplp.tck.BrokerFixture;
import java.util.List;

/** A broker, which remembers what it was sent. */
final class InMemoryBrokerFixture implements BrokerFixture {

  private final InMemoryBroker broker = InMemoryBroker.create();

  @Override
  public EventBroker open() {
    return broker;
  }

  @Override
  public List<EventMessage> received() {
    return broker.sent();
  }

  @Override
  public void close() {
    broker.close();
  }
}
