package dev.mplp.examples.cli.run;

import dev.mplp.Mplp;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The runtime of one run. When the process is told to end, running programs are killed and their
 * steps handed back, so that the next run need not wait for this one's lease to end.
 */
public final class RunRuntime implements AutoCloseable {

  private static final int LEAST_CONCURRENCY = 32;
  private static final Duration HASTY = Duration.ofMillis(500);

  /** Whoever starts a killed run again does not want to wait long for what it left behind. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  private final Mplp mplp;
  private final Thread onSignal;

  private RunRuntime(Mplp mplp) {
    this.mplp = mplp;
    this.onSignal = new Thread(() -> mplp.close(HASTY), "mplp-cli-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
  }

  /**
   * A runtime over a database, or in memory.
   *
   * @param database the URL; null for memory
   * @param parallelism how many steps of a plan are to run at once, 0 for no limit
   * @throws UsageException when there is no storage for such a URL
   */
  public static RunRuntime open(@Nullable String database, int parallelism) {
    MplpRuntime.Builder builder =
        MplpRuntime.builder().concurrency(Math.max(parallelism, LEAST_CONCURRENCY)).lease(LEASE);
    if (database != null) {
      try {
        builder
            .ownedStorage(MplpRuntime.open(database, System.getenv()))
            .encryption(System.getenv());
      } catch (IllegalArgumentException e) {
        throw new UsageException("--database: " + e.getMessage());
      }
    }
    return new RunRuntime(builder.build());
  }

  /** The runtime. */
  public Mplp mplp() {
    return mplp;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(onSignal);
    mplp.close();
  }
}
