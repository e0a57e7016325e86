package dev.mplp.examples.server.http;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the server is. The runtime, and what callers are told by, is asked once a second by a thread
 * of its own: whoever asks here waits for nobody, also while the storage does not answer. Changes
 * are logged.
 */
public final class Probes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
  private static final Duration REST = Duration.ofSeconds(1);

  /** An answer that takes longer than this is none. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Mplp mplp;
  private final Supplier<Optional<Part>> callers;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean isDraining;
  private volatile RuntimeHealth seen;
  private volatile long asked = System.nanoTime();

  /**
   * How a server over this runtime is.
   *
   * @param callers how that is which callers are told by, if it can be away
   */
  Probes(Mplp mplp, Supplier<Optional<Part>> callers) {
    this.mplp = mplp;
    this.callers = callers;
    this.seen = all();
    Thread thread = new Thread(this::look, "mplp-http-probes");
    thread.setDaemon(true);
    thread.start();
  }

  private void look() {
    try {
      while (!closing.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
        asked = System.nanoTime();
        RuntimeHealth now = now();
        if (now.status() != seen.status()) {
          LOG.info("health: {} was {}; {}", now.status(), seen.status(), now.parts());
        }
        seen = now;
        asked = System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RuntimeHealth now() {
    try {
      return all();
    } catch (RuntimeException e) {
      return down("its health cannot be told: " + e);
    }
  }

  private RuntimeHealth all() {
    RuntimeHealth runtime = mplp.health();
    Part part = callers.get().orElse(null);
    if (part == null) {
      return runtime;
    }
    List<Part> parts = new ArrayList<>(runtime.parts());
    parts.add(part);
    return RuntimeHealth.of(parts, runtime.replicas());
  }

  private static RuntimeHealth down(String why) {
    return RuntimeHealth.of(List.of(new Part("runtime", Status.DOWN, why)));
  }

  void drain() {
    isDraining = true;
  }

  /** True when the server is about to stop. */
  public boolean isDraining() {
    return isDraining;
  }

  /** How the runtime was a second ago; down when it has not answered for five. */
  public RuntimeHealth health() {
    Duration since = Duration.ofNanos(System.nanoTime() - asked);
    return since.compareTo(PATIENCE) > 0
        ? down("it has not answered for " + since.toSeconds() + " s")
        : seen;
  }

  /** Asks no more. */
  @Override
  public void close() {
    closing.countDown();
  }
}
