package dev.mplp.examples.cli.serve;

import dev.mplp.examples.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in order when it is told to (SIGTERM, SIGINT): with {@link ExitCode#OK} when
 * that was done in time, where the JVM itself would say 143; with {@link ExitCode#FAILED} at the
 * end of the time otherwise, whatever is still at work.
 */
final class EndOfProcess {

  private static final Logger LOG = LoggerFactory.getLogger(EndOfProcess.class);

  /** So that what stops at the very end of its time still counts as in time. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private EndOfProcess() {}

  /** From now on a signal has the process stop, and end. */
  static void onSignal(Runnable stop, Duration within) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, within), "mplp-serve-signal"));
  }

  private static void end(Runnable stop, Duration within) {
    AtomicBoolean stopped = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              stop.run();
              stopped.set(true);
            },
            "mplp-serve-stop");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (failed, e) -> LOG.error("the server did not stop as it should", e));
    thread.start();
    try {
      thread.join(within.plus(GRACE).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!stopped.get()) {
      LOG.error(
          "the server did not stop within {} s as it should, and is ended", within.toSeconds());
    }
    Runtime.getRuntime().halt(stopped.get() ? ExitCode.OK : ExitCode.FAILED);
  }
}
