package dev.mplp.rabbitmq;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remote steps over RabbitMQ 3.10 or later, by AMQP 0-9-1: each role has a durable, replicated
 * queue {@code mplp.steps.<role>}, replies have {@code mplp.replies}, cancellations go to the
 * exchange {@code mplp.steps.cancel}. It connects in its own time, and again whenever a connection
 * breaks: one for what is sent, one for what is taken, so that a broker that stops senders still
 * takes acknowledgements.
 *
 * <pre>{@code
 * StepTransport transport = RabbitMqStepTransport.connect("amqp://user:password@host:5672/vhost");
 * Mplp mplp = MplpRuntime.builder().steps(RemoteSteps.over(transport)).build();
 * }</pre>
 */
public final class RabbitMqStepTransport implements StepTransport {

  /** What the names of all queues and exchanges begin with, unless told otherwise. */
  public static final String DEFAULT_PREFIX = "mplp";

  private static final int MOST_PREFETCH = 10_000;
  private static final int MOST_DEAD_LETTERS = 1_000;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final StepQueues queues;
  private final Link sending;
  private final Link taking;
  private final StepSender sender;
  private volatile boolean takes;
  private final ExecutorService takers = Threads.pool("mplp-rabbitmq-steps");

  private RabbitMqStepTransport(Builder builder) {
    queues = new StepQueues(builder.prefix);
    sending = new Link(builder.dialer(builder.settings(), "-steps-out"));
    ConnectionFactory settings = builder.settings();
    settings.setSharedExecutor(takers);
    taking = new Link(builder.dialer(settings, "-steps-in"));
    sender = new StepSender(queues, sending);
    sending.attach(sender);
  }

  /**
   * A transport at a URL, as {@link RabbitMqBroker#connect} takes it.
   *
   * @throws IllegalArgumentException when it is no such URL; the message says what is wrong with it
   */
  public static RabbitMqStepTransport connect(String url) {
    return builder(url).open();
  }

  /** A transport that is to be told more than a URL; see {@link #connect}. */
  public static Builder builder(String url) {
    return new Builder(BrokerUrl.parse(url));
  }

  /** Each byte of UTF-8 that is no letter, digit, {@code _} or {@code -} takes three of 255. */
  @Override
  public void checkRole(String role) {
    StepTransport.super.checkRole(role);
    queues.checkRole(role);
  }

  @Override
  public CompletableFuture<Void> send(StepMessage request, Duration forgetAfter) {
    if (forgetAfter.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("forgetAfter is a second or more, not " + forgetAfter);
    }
    queues.checkRole(request.role());
    return sender.request(request, forgetAfter);
  }

  @Override
  public CompletableFuture<Void> reply(StepMessage reply) {
    return sender.reply(reply);
  }

  @Override
  public CompletableFuture<Void> cancel(StepMessage cancellation) {
    return sender.cancellation(cancellation);
  }

  @Override
  public Subscription requests(String role, int prefetch, Consumer<StepDelivery> consumer) {
    checkPrefetch(prefetch);
    queues.checkRole(role);
    String queue = queues.requests(role);
    Taker.Source source =
        (connection, channel) -> {
          queues.declareRequests(connection, role);
          channel.basicQos(prefetch);
          return queue;
        };
    return take("agents of role " + role, source, TakenStep.handLimited(sender, queue, consumer));
  }

  @Override
  public Subscription replies(int prefetch, Consumer<StepDelivery> consumer) {
    checkPrefetch(prefetch);
    String queue = queues.replies();
    Taker.Source source =
        (connection, channel) -> {
          queues.declareReplies(connection);
          channel.basicQos(prefetch);
          return queue;
        };
    return take("replies", source, TakenStep.handTo(sender, queue, consumer));
  }

  private Subscription take(String name, Taker.Source source, Taker.Hands hands) {
    return attach(new Taker(taking, name, source, true, hands));
  }

  @Override
  public Subscription cancellations(Consumer<StepMessage> consumer) {
    Taker.Source source =
        (connection, channel) -> {
          queues.declareCancellations(connection);
          String queue = channel.queueDeclare().getQueue();
          channel.queueBind(queue, queues.cancellations(), "");
          return queue;
        };
    Taker.Hands hands = (channel, delivery) -> consumer.accept(StepLetters.read(delivery));
    return attach(new Taker(taking, "cancellations", source, false, hands));
  }

  private Taker attach(Taker taker) {
    takes = true;
    taking.attach(taker);
    return taker;
  }

  private static void checkPrefetch(int prefetch) {
    if (prefetch < 1 || prefetch > MOST_PREFETCH) {
      throw new IllegalArgumentException("prefetch is 1 to 10,000, but is " + prefetch);
    }
  }

  @Override
  public List<DeadLetter> deadRequests(String role, int limit) {
    queues.checkRole(role);
    return dead(queues.requests(role), limit);
  }

  @Override
  public List<DeadLetter> deadReplies(int limit) {
    return dead(queues.replies(), limit);
  }

  private List<DeadLetter> dead(String queue, int limit) {
    if (limit < 1 || limit > MOST_DEAD_LETTERS) {
      throw new IllegalArgumentException("limit is 1 to 1000, but is " + limit);
    }
    return DeadQueue.look(sending, StepQueues.dead(queue), limit, StepLetters::id);
  }

  @Override
  public BrokerHealth health() {
    BrokerHealth out = sending.health();
    return out.available() && takes ? taking.health() : out;
  }

  @Override
  public void close() {
    taking.close();
    sending.close();
    sender.close();
    takers.shutdown();
  }

  /** How a broker is reached; not thread-safe. */
  public static final class Builder {

    private final BrokerUrl url;
    private @Nullable String user;
    private @Nullable String password;
    private String prefix = DEFAULT_PREFIX;
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

    /**
     * What the names of all queues and exchanges begin with, {@value #DEFAULT_PREFIX} unless told
     * otherwise; runtimes and agents that belong together have the same.
     */
    public Builder prefix(String prefix) {
      if (!prefix.matches("[A-Za-z0-9_.-]{1,60}")) {
        throw new IllegalArgumentException(
            "a prefix has 1 to 60 letters, digits, dots, hyphens and underscores, but is \""
                + prefix
                + '"');
      }
      this.prefix = prefix;
      return this;
    }

    /** What the connections are called at the broker, for people. */
    public Builder connectionName(String name) {
      this.name = requireNonNull(name, "name");
      return this;
    }

    /**
     * A transport that begins to connect.
     *
     * @throws IllegalArgumentException when a certificate file cannot be read
     */
    public RabbitMqStepTransport open() {
      return new RabbitMqStepTransport(this);
    }

    private ConnectionFactory settings() {
      return new Credentials(user, password).settings(url);
    }

    private Line.Dialer dialer(ConnectionFactory settings, String suffix) {
      return Credentials.dialer(url, settings, name + suffix);
    }
  }
}
