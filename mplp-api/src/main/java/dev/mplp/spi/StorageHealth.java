package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a storage is, for health checks and metrics.
 *
 * @param responseTime how long it took to tell its time
 * @param readySteps steps that nobody has claimed yet, with the limits of {@link Work#backlog}
 * @param oldestReady for how long the oldest of them has been ready, zero when there is none
 * @param unpositioned records of the log without a position, with the limit of {@link EventLog#lag}
 * @param waitingCommits callers of this process that wait until their change sets are committed
 * @param connections of this process, null for a storage without or whose pool is not its own
 * @param leasesLost workers of this process whose lease was over before it was extended, since the
 *     storage was opened ({@link Work#leasesLost})
 * @param unreadableClaims steps that this process claimed and gave back because it has no key for
 *     them, since the storage was opened
 */
public record StorageHealth(
    Duration responseTime,
    long readySteps,
    Duration oldestReady,
    int unpositioned,
    int waitingCommits,
    @Nullable Connections connections,
    long leasesLost,
    long unreadableClaims) {

  /** Checks that everything is there. */
  public StorageHealth {
    requireNonNull(responseTime, "responseTime");
    requireNonNull(oldestReady, "oldestReady");
  }

  /** The same with the number of {@link #unreadableClaims}. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public StorageHealth withUnreadableClaims(long many) {
    return new StorageHealth(
        responseTime,
        readySteps,
        oldestReady,
        unpositioned,
        waitingCommits,
        connections,
        leasesLost,
        many);
  }

  /**
   * A pool of connections.
   *
   * @param active in use
   * @param idle open and not in use
   * @param waiting callers that wait for one
   * @param most so many there are at most
   */
  public record Connections(int active, int idle, int waiting, int most) {}
}
