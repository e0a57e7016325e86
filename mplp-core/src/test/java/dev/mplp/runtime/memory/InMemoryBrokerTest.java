package dev.mplp.runtime.memory;

import dev.mplp.tck.BrokerFixture;
import dev.mplp.tck.EventBrokerContract;

class InMemoryBrokerTest extends EventBrokerContract {

  @Override
  protected BrokerFixture newFixture() {
    return new InMemoryBrokerFixture();
  }
}
