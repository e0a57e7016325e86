package dev.mplp.examples.cli.run;

import dev.mplp.Mplp;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
   * @throws UsageException when there is no storage for such a URL, or the environment is not as it
   *     should be
   */
  public static RunRuntime open(@Nullable String database, int parallelism) {
    return open(database, parallelism, System.getenv());
  }

  /** Over a database, what the environment says of encryption and of who may do what counts. */
  static RunRuntime open(
      @Nullable String database, int parallelism, Map<String, String> environment) {
    MplpRuntime.Builder builder =
        database == null ? MplpRuntime.builder() : over(database, environment);
    return new RunRuntime(
        builder.concurrency(Math.max(parallelism, LEAST_CONCURRENCY)).lease(LEASE).build());
  }

  private static MplpRuntime.Builder over(String database, Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>(environment);
    settings.put("DATABASE_URL", database);
    try {
      return MplpRuntime.builder(settings);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--database: " + e.getMessage());
    }
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
