package dev.mplp.examples.server.http;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeHealth;
import java.time.Duration;

/** How the server is. The runtime is asked once a second at most, however many ask. */
public final class Probes {

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final Mplp mplp;
  private volatile boolean isDraining;
  private volatile Seen seen;

  Probes(Mplp mplp) {
    this.mplp = mplp;
    this.seen = new Seen(mplp.health(), System.nanoTime());
  }

  private record Seen(RuntimeHealth health, long at) {
    boolean isOld() {
      return System.nanoTime() - at > FRESH_NANOS;
    }
  }

  void drain() {
    isDraining = true;
  }

  /** True when the server is about to stop. */
  public boolean isDraining() {
    return isDraining;
  }

  /** How the runtime was less than a second ago. */
  public RuntimeHealth health() {
    Seen last = seen;
    if (last.isOld()) {
      synchronized (this) {
        if (seen.isOld()) {
          seen = new Seen(mplp.health(), System.nanoTime());
        }
        last = seen;
      }
    }
    return last.health();
  }
}
