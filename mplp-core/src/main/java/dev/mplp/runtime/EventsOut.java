package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.runtime.crypto.EncryptedBroker;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventBrokerProvider;
import dev.mplp.spi.PayloadCipher;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a runtime sends its events: every record of the log, rendered to the wire shapes, at least
 * once and in order within a Context. Of several processes over one storage one sends at a time.
 *
 * <p>Where the runtime encrypts, the data of events is encrypted too, unless {@link #plain} says
 * that the rest of the house shall read it.
 */
public final class EventsOut {

  private static final String URL = "RABBITMQ_URL";
  private static final String PLAIN = "MPLP_EVENTS_PLAIN";

  private final Supplier<EventBroker> broker;
  private final boolean owned;
  private final boolean plain;

  private EventsOut(Supplier<EventBroker> broker, boolean owned, boolean plain) {
    this.broker = broker;
    this.owned = owned;
    this.plain = plain;
  }

  /** To this broker, which stays open when the runtime is closed. */
  public static EventsOut to(EventBroker broker) {
    requireNonNull(broker, "broker");
    return new EventsOut(() -> broker, false, false);
  }

  /** Leaves the data of events readable, also where the runtime encrypts what it stores. */
  public EventsOut plain() {
    return new EventsOut(broker, owned, true);
  }

  /**
   * As an environment says: {@code RABBITMQ_URL} chooses the broker by its scheme among the
   * adapters on the class or module path, {@code MPLP_EVENTS_PLAIN=true} means {@link #plain}.
   * Empty without a URL. The broker is opened and closed with the runtime.
   *
   * @throws IllegalArgumentException when no adapter knows the URL's scheme, or more than one does,
   *     or the URL is wrong; when {@code MPLP_EVENTS_PLAIN} is neither {@code true} nor {@code
   *     false}
   */
  public static Optional<EventsOut> fromEnvironment(Map<String, String> environment) {
    String plain = environment.getOrDefault(PLAIN, "false");
    if (!plain.equals("true") && !plain.equals("false")) {
      throw new IllegalArgumentException(PLAIN + " is true or false, not " + plain);
    }
    String url = environment.getOrDefault(URL, "");
    if (url.isBlank()) {
      return Optional.empty();
    }
    provider(url).check(url, environment); // what is wrong with it is told now
    return Optional.of(new EventsOut(() -> broker(url, environment), true, plain.equals("true")));
  }

  /**
   * The broker at a URL, by the adapters on the class or module path. Whoever opens it closes it.
   *
   * @param environment what else the adapter may want to know, such as {@code RABBITMQ_PASSWORD}
   * @throws IllegalArgumentException when no adapter knows the URL's scheme, or more than one does,
   *     or it is wrong
   */
  public static EventBroker broker(String url, Map<String, String> environment) {
    return provider(url).open(url, environment);
  }

  private static EventBrokerProvider provider(String url) {
    return Adapters.knowing(
        url,
        ServiceLoader.load(EventBrokerProvider.class),
        one -> one.supports(url),
        "broker",
        URL + " begins with amqp: or amqps:, and mplp-adapters-rabbitmq is to be there");
  }

  /** The broker, behind the cipher where there is one. */
  EventBroker open(@Nullable PayloadCipher cipher) {
    EventBroker opened = broker.get();
    return cipher == null || plain ? opened : new EncryptedBroker(opened, cipher);
  }

  boolean isOwned() {
    return owned;
  }
}
