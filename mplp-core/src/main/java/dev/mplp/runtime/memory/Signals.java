package dev.mplp.runtime.memory;

import dev.mplp.spi.Storage.Registration;
import dev.mplp.spi.Storage.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners for hints, and the hints that the changes under the lock have collected. */
final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** Guarded by the storage's lock. */
  private Set<Signal> pending = EnumSet.noneOf(Signal.class);

  Registration add(Consumer<Signal> listener) {
    Listener entry = new Listener(listener);
    listeners.add(entry);
    return () -> listeners.remove(entry);
  }

  void clear() {
    listeners.clear();
  }

  /** Under the lock: remembers that there is something to tell. */
  void raise(Signal signal) {
    pending.add(signal);
  }

  /** Under the lock: what is to be told after it is given back. */
  Set<Signal> take() {
    if (pending.isEmpty()) {
      return Set.of();
    }
    Set<Signal> taken = pending;
    pending = EnumSet.noneOf(Signal.class);
    return taken;
  }

  /** Without the lock: tells the listeners. */
  void tell(Set<Signal> taken) {
    for (Signal signal : taken) {
      for (Listener listener : listeners) {
        listener.tell(signal);
      }
    }
  }

  /** One registration: compared by identity, so that who registers twice is called twice. */
  private static final class Listener {

    private final Consumer<Signal> consumer;

    Listener(Consumer<Signal> consumer) {
      this.consumer = consumer;
    }

    void tell(Signal signal) {
      try {
        consumer.accept(signal);
      } catch (RuntimeException e) {
        LOG.warn("a listener for storage signals failed; the change it was told of stands", e);
      }
    }
  }
}
