package dev.mplp.rabbitmq;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Events over RabbitMQ 3.8 or later, by AMQP 0-9-1: to a durable topic exchange, persistent, each
 * one confirmed. It connects in its own time, and again whenever the connection breaks; subscribers
 * have a connection of their own.
 *
 * <pre>{@code
 * EventBroker broker = RabbitMqBroker.connect("amqp://user:password@host:5672/virtual-host");
 * Mplp mplp = MplpRuntime.builder().events(EventsOut.to(broker)).build();
 * }</pre>
 */
public final class RabbitMqBroker implements EventBroker {

  /** The exchange that events go to, unless told otherwise. */
  public static final String DEFAULT_EXCHANGE = "mplp.events";

  private final Link link;
  private final Link consuming;
  private final Publisher publisher;
  private final RabbitMqGroups groups;
  private final ExecutorService consumers = Threads.pool("mplp-rabbitmq-consumer");

  private RabbitMqBroker(Builder builder) {
    link = new Link(builder.dialer(builder.settings(), builder.name));
    ConnectionFactory settings = builder.settings();
    settings.setSharedExecutor(consumers);
    consuming = new Link(builder.dialer(settings, builder.name + "-consumer"));
    publisher = new Publisher(builder.exchange, link);
    groups = new RabbitMqGroups(consuming, link, publisher, builder.exchange);
    link.attach(publisher);
  }

  /**
   * A broker at a URL: {@code amqp://} or, for TLS, {@code amqps://}, then {@code
   * user:password@host:port,host:port/virtual-host}, percent-encoded where need be; several hosts
   * are those of one cluster. Parameters: {@code heartbeat} in seconds, {@code connection_timeout}
   * in milliseconds, {@code cacertfile} with the certificates to trust.
   *
   * @throws IllegalArgumentException when it is no such URL; the message says what is wrong with it
   */
  public static RabbitMqBroker connect(String url) {
    return builder(url).open();
  }

  /** A broker that is to be told more than a URL; see {@link #connect}. */
  public static Builder builder(String url) {
    return new Builder(BrokerUrl.parse(url));
  }

  @Override
  public CompletableFuture<Void> publish(EventMessage message) {
    return publisher.publish(requireNonNull(message, "message"));
  }

  @Override
  public EventGroups groups() {
    return groups;
  }

  @Override
  public BrokerHealth health() {
    BrokerHealth sending = publisher.health();
    List<String> problems = consuming.problems();
    return problems.isEmpty()
        ? sending
        : new BrokerHealth(sending.state(), sending.detail() + "; " + String.join("; ", problems));
  }

  @Override
  public void close() {
    consuming.close();
    link.close();
    consumers.shutdown();
  }

  /** How a broker is reached; not thread-safe. */
  public static final class Builder {

    private final BrokerUrl url;
    private @Nullable String user;
    private @Nullable String password;
    private String exchange = DEFAULT_EXCHANGE;
    private String name = "mplp-" + ProcessHandle.current().pid();

    private Builder(BrokerUrl url) {
      this.url = url;
    }

    /** The user, instead of that in the URL; {@code guest} when neither names one. */
    public Builder user(String user) {
      this.user = requireNonNull(user, "user");
      return this;
    }

    /** The password, as it is and not encoded, instead of that in the URL. */
    public Builder password(String password) {
      this.password = requireNonNull(password, "password");
      return this;
    }

    /** The exchange that events go to, {@value #DEFAULT_EXCHANGE} unless told otherwise. */
    public Builder exchange(String exchange) {
      if (exchange.isBlank() || exchange.length() > 200) {
        throw new IllegalArgumentException(
            "the name of an exchange has 1 to 200 characters, but is \"" + exchange + '"');
      }
      this.exchange = exchange;
      return this;
    }

    /** What the connection is called at the broker, for people. */
    public Builder connectionName(String name) {
      this.name = requireNonNull(name, "name");
      return this;
    }

    /**
     * A broker that begins to connect.
     *
     * @throws IllegalArgumentException when a certificate file cannot be read
     */
    public RabbitMqBroker open() {
      return new RabbitMqBroker(this);
    }

    private Line.Dialer dialer(ConnectionFactory settings, String called) {
      return Credentials.dialer(url, settings, called);
    }

    private ConnectionFactory settings() {
      return new Credentials(user, password).settings(url);
    }
  }
}
