/** Events to other systems over RabbitMQ. */
module dev.mplp.rabbitmq {
  requires transitive dev.mplp.api;
  requires com.rabbitmq.client;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.mplp.rabbitmq;

  provides dev.mplp.spi.EventBrokerProvider with
      dev.mplp.rabbitmq.RabbitMqBrokerProvider;
}
