package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.runtime.crypto.EncryptedSteps;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.StepTransportProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime reaches agents in other processes, who do the steps of roles that are {@linkplain
 * dev.mplp.agent.Handlers#registerRemote registered} as theirs.
 *
 * <p>Where the runtime encrypts, requests and replies are encrypted too, unless {@link #plain} says
 * that agents without the key shall read them.
 */
public final class RemoteSteps {

  private static final String URL = "RABBITMQ_URL";
  private static final String PLAIN = "MPLP_REMOTE_PLAIN";
  private static final String ROLES = "MPLP_REMOTE_ROLES";

  private final Supplier<StepTransport> transport;
  private final boolean owned;
  private final boolean plain;
  private final List<String> roles;

  private RemoteSteps(
      Supplier<StepTransport> transport, boolean owned, boolean plain, List<String> roles) {
    this.transport = transport;
    this.owned = owned;
    this.plain = plain;
    this.roles = roles;
  }

  /** By this transport, which stays open when the runtime is closed. */
  public static RemoteSteps over(StepTransport transport) {
    requireNonNull(transport, "transport");
    return new RemoteSteps(() -> transport, false, false, List.of());
  }

  /** Leaves requests and replies readable, also where the runtime encrypts what it stores. */
  public RemoteSteps plain() {
    return new RemoteSteps(transport, owned, true, roles);
  }

  /**
   * As an environment says: {@code MPLP_REMOTE_ROLES=scorer,writer} names roles of agents, which
   * are registered with {@link dev.mplp.agent.RemoteOptions#DEFAULT}; {@code RABBITMQ_URL} chooses
   * the transport by its scheme among the adapters on the class or module path; {@code
   * MPLP_REMOTE_PLAIN=true} means {@link #plain}. Empty without roles. The transport is opened and
   * closed with the runtime.
   *
   * @throws IllegalArgumentException when no adapter knows the URL's scheme, or more than one does,
   *     or the URL is wrong; when there are roles without a URL; when a value is none of those
   *     allowed
   */
  public static Optional<RemoteSteps> fromEnvironment(Map<String, String> environment) {
    String plain = environment.getOrDefault(PLAIN, "false");
    if (!plain.equals("true") && !plain.equals("false")) {
      throw new IllegalArgumentException(PLAIN + " is true or false, not " + plain);
    }
    List<String> roles = roles(environment.getOrDefault(ROLES, ""));
    if (roles.isEmpty()) {
      return Optional.empty();
    }
    String url = environment.getOrDefault(URL, "");
    if (url.isBlank()) {
      throw new IllegalArgumentException(
          ROLES + " names roles of agents, but there is no way to them: set " + URL);
    }
    StepTransportProvider provider =
        Adapters.knowing(
            url,
            ServiceLoader.load(StepTransportProvider.class),
            one -> one.supports(url),
            "transport",
            URL + " begins with amqp: or amqps:, and mplp-adapters-rabbitmq is to be there");
    provider.check(url, environment);
    return Optional.of(
        new RemoteSteps(() -> provider.open(url, environment), true, plain.equals("true"), roles));
  }

  private static List<String> roles(String text) {
    List<String> roles = new ArrayList<>();
    for (String role : Arrays.stream(text.split(",")).map(String::strip).toList()) {
      if (role.length() > StepMessage.LONGEST_ROLE) {
        throw new IllegalArgumentException(
            ROLES + " has roles of at most " + StepMessage.LONGEST_ROLE + " characters");
      }
      if (!role.isEmpty() && !roles.contains(role)) {
        roles.add(role);
      }
    }
    return roles;
  }

  /**
   * An open transport.
   *
   * @param owned whether it is closed with the runtime
   */
  record Opened(StepTransport transport, boolean owned) {}

  /** The transport, behind the cipher where there is one. */
  Opened open(@Nullable PayloadCipher cipher) {
    StepTransport opened = transport.get();
    return new Opened(cipher == null || plain ? opened : new EncryptedSteps(opened, cipher), owned);
  }

  /** The roles that are agents' from the start. */
  List<String> roles() {
    return roles;
  }
}
