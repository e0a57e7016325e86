package dev.mplp.rabbitmq;

import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventBrokerProvider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  public EventBroker open(String url, Map<String, String> environment) {
    RabbitMqBroker.Builder builder = RabbitMqBroker.builder(url);
    String user = value(environment, USER);
    if (user != null) {
      builder.user(user);
    }
    String password = password(environment);
    if (password != null) {
      builder.password(password);
    }
    String exchange = value(environment, EXCHANGE);
    if (exchange != null) {
      builder.exchange(exchange);
    }
    return builder.open();
  }

  private static @Nullable String password(Map<String, String> environment) {
    String one = value(environment, PASSWORD);
    String other = value(environment, OTHER_PASSWORD);
    if (one != null && other != null && !one.equals(other)) {
      throw new IllegalArgumentException(
          PASSWORD + " and " + OTHER_PASSWORD + " are both set and differ; set one of them");
    }
    return one == null ? other : one;
  }

  /** Null when it is not set; an empty one is not. */
  private static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
