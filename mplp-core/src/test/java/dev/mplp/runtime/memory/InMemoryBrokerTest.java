package dev.mplp.runtime.memory;

import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import dev.mplp.tck.BrokerFixture;
import dev.mplp.tck.EventBrokerContract;
import java.util.List;

class InMemoryBrokerTest extends EventBrokerContract {

  @Override
  protected BrokerFixture newFixture() {
    InMemoryBroker broker = InMemoryBroker.create();
    return new BrokerFixture() {
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
    };
  }
}
