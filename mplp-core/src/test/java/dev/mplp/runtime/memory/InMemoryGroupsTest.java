package dev.mplp.runtime.memory;

import dev.mplp.tck.BrokerFixture;
import dev.mplp.tck.EventGroupsContract;

class InMemoryGroupsTest extends EventGroupsContract {

  @Override
  protected BrokerFixture newFixture() {
    return new InMemoryBrokerFixture();
  }
}
