package dev.mplp.testkit;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.Leases;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Storage.Exchange;
import dev.mplp.spi.Storage.Registration;
import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.Timers;
import dev.mplp.spi.Work;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated process sees of the storage: everything until it crashes, and nothing from then
 * on. Its leases last however far the clock is set forward, and are given up when it crashes, so
 * that nobody waits for them to end. Thread-safe.
 */
final class TestProcess {

  /** Longer than any test sets its clock forward. */
  private static final Duration FOR_EVER = Duration.ofDays(365_000);

  private final Storage storage;
  private final StepPermits permits;
  private final boolean works;
  private final Storage view;
  private final Set<UUID> workers = ConcurrentHashMap.newKeySet();
  private final Map<String, UUID> leases = new ConcurrentHashMap<>();
  private final List<Consumer<Signal>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean crashed;
  private volatile boolean crashesWithNextResult;

  /**
   * A process.
   *
   * @param works whether it does steps and timers; one that does not looks on
   */
  TestProcess(Storage storage, StepPermits permits, boolean works) {
    this.storage = storage;
    this.permits = permits;
    this.works = works;
    Work work = part(Work.class, storage.work(), this::work);
    EventLog log = part(EventLog.class, storage.log(), TestProcess::plain);
    Timers timers = part(Timers.class, storage.timers(), this::timers);
    Leases named = part(Leases.class, storage.leases(), this::leases);
    this.view =
        part(
            Storage.class,
            storage,
            (target, method, arguments) ->
                switch (method.getName()) {
                  case "work" -> work;
                  case "log" -> log;
                  case "timers" -> timers;
                  case "leases" -> named;
                  case "onSignal" -> onSignal(arguments);
                  case "commit" -> commit(target, method, arguments);
                  case "exchange" -> exchange(arguments);
                  default -> plain(target, method, arguments);
                });
  }

  /** The storage as the process sees it. */
  Storage view() {
    return view;
  }

  boolean isCrashed() {
    return crashed;
  }

  /** It is gone: whatever it still wants of the storage fails. */
  void crash() {
    crashed = true;
  }

  void crashWithNextResult() {
    crashesWithNextResult = true;
  }

  /** What others would do once the leases of a crashed process have ended. */
  void bury() {
    workers.forEach(worker -> storage.work().deregister(worker));
    leases.forEach((name, holder) -> storage.leases().release(name, holder));
  }

  /** Lets the process look at everything again. */
  void nudge() {
    for (Consumer<Signal> listener : listeners) {
      for (Signal signal : Signal.values()) {
        listener.accept(signal);
      }
    }
  }

  private void alive() {
    if (crashed) {
      throw new StorageException(false, "the process has crashed", null);
    }
  }

  /** Does a call of a part of the storage, or something else. */
  private interface Answer {
    @Nullable Object to(Object target, Method method, Object[] arguments);
  }

  private <T> T part(Class<T> type, T target, Answer answer) {
    Object proxy =
        Proxy.newProxyInstance(
            TestProcess.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              if (method.getDeclaringClass() == Object.class) {
                return plain(this, method, given);
              }
              alive();
              return answer.to(target, method, given);
            });
    return type.cast(proxy);
  }

  private static @Nullable Object plain(Object target, Method method, Object[] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // as Storage declares it
  private Registration onSignal(Object[] arguments) {
    Consumer<Signal> listener = (Consumer<Signal>) arguments[0];
    Consumer<Signal> whileAlive =
        signal -> {
          if (!crashed) {
            listener.accept(signal);
          }
        };
    listeners.add(whileAlive);
    Registration registration = storage.onSignal(whileAlive);
    return () -> {
      listeners.remove(whileAlive);
      registration.close();
    };
  }

  private @Nullable Object work(Object target, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "register" -> {
        UUID worker = storage.work().register((String) arguments[0], FOR_EVER);
        workers.add(worker);
        return worker;
      }
      case "extend" -> {
        return storage.work().extend((UUID) arguments[0], FOR_EVER);
      }
      case "claim" -> {
        return claim((UUID) arguments[0], roles(arguments[1]), (Integer) arguments[2]);
      }
      default -> {
        return plain(target, method, arguments);
      }
    }
  }

  @SuppressWarnings("unchecked") // as Work declares it
  private static @Nullable Set<String> roles(@Nullable Object argument) {
    return (Set<String>) argument;
  }

  /** Ends of executions at any time; of steps as many as are let go. */
  private List<Claim> claim(UUID worker, @Nullable Set<String> roles, int max) {
    if (!works) {
      return List.of();
    }
    long seen = permits.settlements();
    int granted = permits.take(max);
    List<Claim> claims = new ArrayList<>();
    if (granted < max) {
      claims.addAll(storage.work().claim(worker, Set.of(), max));
    }
    int left = Math.min(granted, max - claims.size());
    if (left > 0) {
      claims.addAll(storage.work().claim(worker, roles, left));
    }
    permits.claimed(granted, claims, seen);
    return claims;
  }

  @SuppressWarnings("unchecked") // as Storage declares it
  private Exchange exchange(Object[] arguments) {
    List<ChangeSet> sets = (List<ChangeSet>) arguments[0];
    var results = storage.commit(sets);
    committed(sets);
    List<Claim> claims = claim((UUID) arguments[1], roles(arguments[2]), (Integer) arguments[3]);
    return new Exchange(results, claims);
  }

  @SuppressWarnings("unchecked") // as Storage declares it
  private @Nullable Object commit(Object target, Method method, Object[] arguments) {
    Object result = plain(target, method, arguments);
    committed(
        arguments[0] instanceof ChangeSet one ? List.of(one) : (List<ChangeSet>) arguments[0]);
    return result;
  }

  private void committed(List<ChangeSet> sets) {
    Set<Change.SettleStep> settled = new HashSet<>();
    for (ChangeSet set : sets) {
      for (Change change : set.changes()) {
        if (change instanceof Change.SettleStep step) {
          settled.add(step);
        }
      }
    }
    if (crashesWithNextResult && settled.stream().anyMatch(s -> s.index() != Claim.END)) {
      crashed = true;
    }
    settled.forEach(step -> permits.settled(step.executionId(), step.index()));
    alive();
  }

  private @Nullable Object timers(Object target, Method method, Object[] arguments) {
    if (!works) {
      return method.getName().equals("due") ? List.of() : Optional.empty();
    }
    if (!method.getName().equals("due")) {
      return plain(target, method, arguments);
    }
    long looked = permits.beginLook();
    List<?> due = storage.timers().due((Integer) arguments[0], (Duration) arguments[1]);
    if (due.isEmpty()) {
      permits.nothingDue(looked);
    }
    return due;
  }

  private @Nullable Object leases(Object target, Method method, Object[] arguments) {
    if (!method.getName().equals("acquire")) {
      return plain(target, method, arguments);
    }
    String name = (String) arguments[0];
    UUID holder = (UUID) arguments[1];
    leases.put(name, holder);
    return storage.leases().acquire(name, holder, FOR_EVER);
  }
}
