package dev.mplp.runtime.otlp;

import dev.mplp.spi.Leases;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that one thread holds while it works and while it rests, until that is to end. Closed by
 * any thread.
 */
final class Holding {

  private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

  private final Leases leases;
  private final String name;
  private final Duration lease;
  private final UUID holder = UUID.randomUUID();
  private final CountDownLatch closing = new CountDownLatch(1);
  private long epoch;
  private long renewAt;

  Holding(Leases leases, String name, Duration lease) {
    this.leases = leases;
    this.name = name;
    this.lease = lease;
  }

  /** Somebody else has it, or is to have it. */
  static final class Lost extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Whether this process has it, which takes it when nobody has. */
  boolean holds() {
    if (epoch == 0 || System.nanoTime() - renewAt >= 0) {
      renewAt = System.nanoTime() + lease.dividedBy(3).toNanos();
      epoch = leases.acquire(name, holder, lease).orElse(0L);
    }
    return epoch != 0;
  }

  /**
   * Goes on holding it.
   *
   * @throws Lost when somebody else has had it in between
   * @throws InterruptedException when it is time to end
   */
  void keep() throws Lost, InterruptedException {
    if (isClosed()) {
      throw new InterruptedException("closed");
    }
    long before = epoch;
    if (!holds() || epoch != before) {
      throw new Lost();
    }
  }

  /** As {@link #keep}, for a while. */
  void rest(Duration time) throws Lost, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      restAlone(Duration.ofNanos(Math.min(left, lease.dividedBy(3).toNanos())));
      keep();
    }
  }

  /** Rests, whoever holds it, until it is time to end. */
  void restAlone(Duration time) throws InterruptedException {
    var unused = closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean isClosed() {
    return closing.getCount() == 0;
  }

  /** It is time to end. */
  void close() {
    closing.countDown();
  }

  /** Lets others have it at once. */
  void release() {
    if (epoch != 0) {
      epoch = 0;
      try {
        leases.release(name, holder);
      } catch (RuntimeException e) {
        LOG.debug("the lease {} ends by itself", name, e);
      }
    }
  }
}
