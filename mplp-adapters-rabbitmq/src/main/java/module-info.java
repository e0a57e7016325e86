/** Events to other systems, and steps to agents in other processes, over RabbitMQ. */
module dev.mplp.rabbitmq {
  requires transitive dev.mplp.api;
  requires com.rabbitmq.client;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.mplp.rabbitmq;

  provides dev.mplp.spi.EventBrokerProvider with
      dev.mplp.rabbitmq.RabbitMqBrokerProvider;
  provides dev.mplp.spi.StepTransportProvider with
      dev.mplp.rabbitmq.RabbitMqStepTransportProvider;
}
