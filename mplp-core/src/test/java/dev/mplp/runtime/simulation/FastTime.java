package dev.mplp.runtime.simulation;

import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets the storage's time pass faster than the processes': delays and timers of seconds are over in
 * moments, while a lease lasts as long as its worker believes.
 */
final class FastTime {

  /** How much faster. */
  static final int FACTOR = 20;

  private static final Duration LOOK = Duration.ofMillis(20 * FACTOR);

  private FastTime() {}

  static InstantSource clock() {
    long began = System.nanoTime();
    Instant from = Instant.parse("2026-03-01T00:00:00Z");
    return () -> from.plusNanos((System.nanoTime() - began) * FACTOR);
  }

  /** So long as the processes see it, in the storage's time. */
  static Duration of(long millis) {
    return Duration.ofMillis(millis * FACTOR);
  }

  static Storage over(Storage storage) {
    return StorageTap.over(
        storage,
        call ->
            switch (call.name()) {
              case "work.register", "work.extend" ->
                  call.proceed(
                      call.arguments()[0], ((Duration) call.arguments()[1]).multipliedBy(FACTOR));
              case "timers.next" -> soon(storage);
              default -> call.proceed();
            });
  }

  /** What waits for the next timer sleeps by the clock of its process, so it is woken early. */
  private static Optional<Instant> soon(Storage storage) {
    Instant latest = storage.now().plus(LOOK);
    return Optional.of(storage.timers().next().filter(latest::isAfter).orElse(latest));
  }
}
