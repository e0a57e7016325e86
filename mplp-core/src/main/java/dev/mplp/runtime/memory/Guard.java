package dev.mplp.runtime.memory;

import dev.mplp.spi.Storage.Signal;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The one lock of a storage; hints are told after it has been given back. */
final class Guard {

  private final ReentrantLock lock = new ReentrantLock();
  private final StorageClock clock;
  private final Signals signals;

  Guard(StorageClock clock, Signals signals) {
    this.clock = clock;
    this.signals = signals;
  }

  <R> R call(Supplier<R> action) {
    Set<Signal> taken;
    R result;
    lock.lock();
    try {
      clock.tick();
      result = action.get();
    } finally {
      taken = signals.take();
      lock.unlock();
    }
    signals.tell(taken);
    return result;
  }

  void run(Runnable action) {
    call(
        () -> {
          action.run();
          return true;
        });
  }
}
