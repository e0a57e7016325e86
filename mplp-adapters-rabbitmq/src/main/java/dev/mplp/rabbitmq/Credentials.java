package dev.mplp.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * User and password apart from a URL, as they are and not encoded; they win over those in it.
 *
 * @param user null when that of the URL holds
 * @param password null when that of the URL holds
 */
record Credentials(@Nullable String user, @Nullable String password) {

  /**
   * What an environment says.
   *
   * @throws IllegalArgumentException when two variables give different passwords
   */
  static Credentials of(Map<String, String> environment) {
    String one = value(environment, RabbitMqBrokerProvider.PASSWORD);
    String other = value(environment, RabbitMqBrokerProvider.OTHER_PASSWORD);
    if (one != null && other != null && !one.equals(other)) {
      throw new IllegalArgumentException(
          RabbitMqBrokerProvider.PASSWORD
              + " and "
              + RabbitMqBrokerProvider.OTHER_PASSWORD
              + " are both set and differ; set one of them");
    }
    return new Credentials(
        value(environment, RabbitMqBrokerProvider.USER), one == null ? other : one);
  }

  /**
   * Opens lines to the broker at a URL.
   *
   * @param settings those of {@link #settings}, to which more may have been added
   * @param name of the connection at the broker
   */
  static Line.Dialer dialer(BrokerUrl url, ConnectionFactory settings, String name) {
    List<Address> addresses =
        url.server().hosts().stream().map(host -> new Address(host.name(), host.port())).toList();
    return new Line.Dialer(settings, addresses, url.toString(), name);
  }

  /**
   * The client's settings for a URL.
   *
   * @throws IllegalArgumentException when a certificate file cannot be read
   */
  ConnectionFactory settings(BrokerUrl url) {
    return Settings.of(url, user, password);
  }

  /**
   * Refuses a URL and credentials of which there are no settings.
   *
   * @throws IllegalArgumentException when something is wrong with them
   */
  static void check(String url, Map<String, String> environment) {
    ConnectionFactory unused = of(environment).settings(BrokerUrl.parse(url));
  }

  /** Null when it is not set; an empty one is not. */
  static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
