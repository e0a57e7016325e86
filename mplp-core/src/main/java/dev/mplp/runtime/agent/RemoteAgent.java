package dev.mplp.runtime.agent;

import static java.util.Objects.requireNonNull;

import dev.mplp.runtime.crypto.EncryptedSteps;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.StepTransport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent: does steps of some roles for runtimes in other processes. It needs a transport and
 * nothing else, and can be started as often as there is work for.
 *
 * <pre>{@code
 * try (RemoteAgent agent =
 *     RemoteAgent.over(transport)
 *         .role("scorer", call -> StepResult.completed(JsonObject.of("score", 712)))
 *         .start()) {
 *   ...
 * }
 * }</pre>
 *
 * <p>A request is done, for the transport, once the reply to it has arrived there: when an agent
 * dies before, the request comes to another. While it works it says so by itself.
 */
public final class RemoteAgent implements AutoCloseable {

  /** How long {@link #close()} lets running handlers finish. */
  public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final TakeRequests requests;

  private RemoteAgent(TakeRequests requests) {
    this.requests = requests;
  }

  /** An agent that takes requests from this transport, which stays open when it is closed. */
  public static Builder over(StepTransport transport) {
    return new Builder(requireNonNull(transport, "transport"));
  }

  /** Whether requests can come at the moment. */
  public boolean isReady() {
    return requests.isReady();
  }

  /** {@link #close(Duration)} after {@link #DEFAULT_CLOSE_TIMEOUT}. */
  @Override
  public void close() {
    close(DEFAULT_CLOSE_TIMEOUT);
  }

  /**
   * Takes nothing more, lets running handlers finish for {@code timeout}, then interrupts them and
   * leaves their requests to other agents. Idempotent.
   */
  public void close(Duration timeout) {
    requests.close(requireNonNull(timeout, "timeout"));
  }

  /** How an agent is to be; not thread-safe. */
  public static final class Builder {

    private final StepTransport transport;
    private final Map<String, RemoteHandler> handlers = new LinkedHashMap<>();
    private @Nullable PayloadCipher cipher;
    private int concurrency = 4;

    private Builder(StepTransport transport) {
      this.transport = transport;
    }

    /**
     * Does the steps of a role.
     *
     * @param role as runtimes register it
     * @throws IllegalArgumentException when it is empty, too long, or has a handler already
     */
    public Builder role(String role, RemoteHandler handler) {
      requireNonNull(handler, "handler");
      transport.checkRole(role);
      if (handlers.putIfAbsent(role, handler) != null) {
        throw new IllegalArgumentException("the role " + role + " has a handler already");
      }
      return this;
    }

    /** How many handlers run at once for each role, 1 to 1,000; 4 unless told otherwise. */
    public Builder concurrency(int concurrency) {
      if (concurrency < 1 || concurrency > 1_000) {
        throw new IllegalArgumentException("concurrency is 1 to 1,000, but is " + concurrency);
      }
      this.concurrency = concurrency;
      return this;
    }

    /** Reads and writes what runtimes encrypt, with a cipher that has their key. */
    public Builder encryption(PayloadCipher cipher) {
      this.cipher = requireNonNull(cipher, "cipher");
      return this;
    }

    /**
     * Begins to take requests; while the broker is away it waits.
     *
     * @throws IllegalStateException when it has no role
     */
    public RemoteAgent start() {
      if (handlers.isEmpty()) {
        throw new IllegalStateException("an agent has a role: call role(name, handler) first");
      }
      StepTransport used = cipher == null ? transport : new EncryptedSteps(transport, cipher);
      TakeRequests requests = new TakeRequests(used, handlers, concurrency);
      requests.start();
      return new RemoteAgent(requests);
    }
  }
}
