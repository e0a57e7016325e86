package dev.mplp.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Named leases: at most one holder at a time by the storage's clock. */
public interface Leases {

  /**
   * Takes a lease, or extends it when {@code holder} has it.
   *
   * @return the epoch, empty when somebody else has it. The epoch grows by one with every change of
   *     holder, also when a holder comes back after its lease ended
   */
  Optional<Long> acquire(String name, UUID holder, Duration duration);

  /** Gives a lease back; nothing happens when {@code holder} does not have it. */
  void release(String name, UUID holder);
}
