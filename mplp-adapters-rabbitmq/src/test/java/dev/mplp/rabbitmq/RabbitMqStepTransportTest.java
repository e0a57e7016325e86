package dev.mplp.rabbitmq;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.tck.StepTransportContract;
import dev.mplp.tck.StepTransportFixture;

class RabbitMqStepTransportTest extends StepTransportContract {

  @Override
  protected StepTransportFixture newFixture() {
    StepFixture fixture = new StepFixture(RabbitMqServer.shared());
    fixture.madeBy("scorer", "scorer/EU #1*.ü");
    return fixture;
  }
}
