package dev.mplp.rabbitmq;

import dev.mplp.spi.StepTransport;
import dev.mplp.spi.StepTransportProvider;
import java.util.Map;

/**
 * Opens {@link RabbitMqStepTransport} by URL. The environment may add user and password, as {@link
 * RabbitMqBrokerProvider} says, and {@value #PREFIX}.
 */
public final class RabbitMqStepTransportProvider implements StepTransportProvider {

  /** What the names of queues and exchanges of remote steps begin with. */
  public static final String PREFIX = "RABBITMQ_STEPS_PREFIX";

  /** For {@link java.util.ServiceLoader}. */
  public RabbitMqStepTransportProvider() {}

  @Override
  public boolean supports(String url) {
    return BrokerUrl.isSupported(url);
  }

  @Override
  public void check(String url, Map<String, String> environment) {
    RabbitMqStepTransport.Builder unused = builder(url, environment);
    Credentials.check(url, environment);
  }

  @Override
  public StepTransport open(String url, Map<String, String> environment) {
    return builder(url, environment).open();
  }

  private static RabbitMqStepTransport.Builder builder(
      String url, Map<String, String> environment) {
    RabbitMqStepTransport.Builder builder = RabbitMqStepTransport.builder(url);
    Credentials apart = Credentials.of(environment);
    if (apart.user() != null) {
      builder.user(apart.user());
    }
    if (apart.password() != null) {
      builder.password(apart.password());
    }
    String prefix = Credentials.value(environment, PREFIX);
    if (prefix != null) {
      builder.prefix(prefix);
    }
    return builder;
  }
}
