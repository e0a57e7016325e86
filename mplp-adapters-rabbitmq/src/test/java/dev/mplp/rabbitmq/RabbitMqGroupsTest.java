package dev.mplp.rabbitmq;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.tck.BrokerFixture;
import dev.mplp.tck.EventGroupsContract;

class RabbitMqGroupsTest extends EventGroupsContract {

  @Override
  protected BrokerFixture newFixture() {
    return new RabbitMqFixture(RabbitMqServer.shared());
  }
}
