package dev.mplp.runtime.memory;

import dev.mplp.spi.Leases;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Named leases; a lease that ended stays as the memory of its epoch. */
final class MemoryLeases implements Leases {

  private final Guard guard;
  private final StorageClock clock;
  private final Map<String, Lease> leases = new HashMap<>();

  MemoryLeases(Guard guard, StorageClock clock) {
    this.guard = guard;
    this.clock = clock;
  }

  @Override
  public Optional<Long> acquire(String name, UUID holder, Duration duration) {
    return guard.call(
        () -> {
          long now = clock.micros();
          Lease found = leases.get(name);
          boolean held = found != null && now < found.until;
          if (found != null && held && !found.holder.equals(holder)) {
            return Optional.empty();
          }
          long epoch = found == null ? 1 : held ? found.epoch : found.epoch + 1;
          leases.put(name, new Lease(holder, now + Micros.of(duration), epoch));
          return Optional.of(epoch);
        });
  }

  @Override
  public void release(String name, UUID holder) {
    guard.run(
        () ->
            leases.computeIfPresent(
                name,
                (n, lease) ->
                    lease.holder.equals(holder)
                        ? new Lease(holder, Long.MIN_VALUE, lease.epoch)
                        : lease));
  }

  /**
   * A lease.
   *
   * @param until the first moment at which it does not hold any more
   */
  private record Lease(UUID holder, long until, long epoch) {}
}
