package dev.mplp.postgres;

import dev.mplp.spi.Storage.Registration;
import dev.mplp.spi.Storage.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints to listeners of this process, at once and on a thread of the storage. What happens here is
 * passed on to {@link Notifier}; what other processes tell comes in by {@link NotificationReader}.
 *
 * <p>Hints that come faster than listeners take them melt into one.
 */
final class Signals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final List<Consumer<Signal>> listeners = new CopyOnWriteArrayList<>();
  private final Set<Signal> pending = EnumSet.noneOf(Signal.class);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Threads.named("mplp-postgres-signals"));
  private volatile Consumer<Set<Signal>> others = signals -> {};

  /** Also tells {@code others} what is raised here. */
  void passOnTo(Consumer<Set<Signal>> told) {
    others = told;
  }

  Registration onSignal(Consumer<Signal> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Something was committed here. */
  void raise(Set<Signal> signals) {
    if (!signals.isEmpty()) {
      deliver(signals);
      others.accept(signals);
    }
  }

  /** Something happened here or elsewhere: tells the listeners of this process. */
  void deliver(Set<Signal> signals) {
    synchronized (pending) {
      boolean idle = pending.isEmpty();
      pending.addAll(signals);
      if (!idle) {
        return;
      }
    }
    try {
      thread.execute(this::tellListeners);
    } catch (RejectedExecutionException e) {
      LOG.trace("closed: nobody is left to be told", e);
    }
  }

  private void tellListeners() {
    Set<Signal> signals;
    synchronized (pending) {
      signals = EnumSet.copyOf(pending);
      pending.clear();
    }
    for (Consumer<Signal> listener : listeners) {
      for (Signal signal : signals) {
        try {
          listener.accept(signal);
        } catch (RuntimeException e) {
          LOG.warn("a listener failed on the hint {}", signal, e);
        }
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
