package dev.mplp.rabbitmq;

import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventBrokerProvider;
import java.util.Map;

/**
 * Opens {@link RabbitMqBroker} by URL, as {@link RabbitMqBroker#connect} does. The environment may
 * add {@value #USER}, {@value #PASSWORD} (or {@value #OTHER_PASSWORD}), as they are and not
 * encoded, which win over those in the URL, and {@value #EXCHANGE}.
 */
public final class RabbitMqBrokerProvider implements EventBrokerProvider {

  /** The user. */
  public static final String USER = "RABBITMQ_USER";

  /** The password. */
  public static final String PASSWORD = "RABBITMQ_PASSWORD";

  /** The password under another name, where the first one is not set. */
  public static final String OTHER_PASSWORD = "MQ_PASSWORD";

  /** The exchange that events go to. */
  public static final String EXCHANGE = "RABBITMQ_EXCHANGE";

  /** For {@link java.util.ServiceLoader}. */
  public RabbitMqBrokerProvider() {}

  @Override
  public boolean supports(String url) {
    return BrokerUrl.isSupported(url);
  }

  @Override
  public void check(String url, Map<String, String> environment) {
    RabbitMqBroker.Builder unused = builder(url, environment);
    Credentials.check(url, environment);
  }

  @Override
  public EventBroker open(String url, Map<String, String> environment) {
    return builder(url, environment).open();
  }

  private static RabbitMqBroker.Builder builder(String url, Map<String, String> environment) {
    RabbitMqBroker.Builder builder = RabbitMqBroker.builder(url);
    Credentials apart = Credentials.of(environment);
    if (apart.user() != null) {
      builder.user(apart.user());
    }
    if (apart.password() != null) {
      builder.password(apart.password());
    }
    String exchange = Credentials.value(environment, EXCHANGE);
    if (exchange != null) {
      builder.exchange(exchange);
    }
    return builder;
  }
}
