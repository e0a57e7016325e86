package dev.mplp.runtime.engine;

import dev.mplp.spi.Claim;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A claim in stock, which waits for a handler's thread. Whoever takes it first has it: the thread
 * whose turn has come, or whoever gives it back because that takes too long.
 */
final class Turn {

  private final Claim claim;
  private final UUID worker;
  private final long since = System.nanoTime();
  private final AtomicBoolean taken = new AtomicBoolean();

  Turn(Claim claim, UUID worker) {
    this.claim = claim;
    this.worker = worker;
  }

  Claim claim() {
    return claim;
  }

  UUID worker() {
    return worker;
  }

  /** True once. */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  boolean waitedFor(long nanos) {
    return System.nanoTime() - since >= nanos;
  }
}
