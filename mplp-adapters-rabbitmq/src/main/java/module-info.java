/** Events out and remote steps over RabbitMQ; the adapter arrives in a later release. */
module dev.mplp.rabbitmq {
  requires static org.jspecify;
}
