package dev.mplp.examples.kill;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A worker on its own: does steps until it is killed. */
final class WorkerProcess {

  static final String READY = "ready";
  static final String LEASE_LOST = "lease lost";

  /** So many handlers at once. */
  static final int CONCURRENCY = 8;

  /** So many calls at most that a death leaves without a stored result. */
  static final int UNSTORED = 3 * CONCURRENCY;

  /** Says what the test waits for. */
  private static final class Talkative implements RuntimeListener {
    @Override
    public void leaseLost() {
      System.out.println(LEASE_LOST);
    }
  }

  private WorkerProcess() {}

  /**
   * Runs a worker.
   *
   * @param args the URL of the database, and that for JDBC
   */
  public static void main(String[] args) throws Exception {
    String name = "worker-" + ProcessHandle.current().pid();
    Effects effects = new Effects(args[1]);
    Mplp mplp =
        MplpRuntime.builder()
            .ownedStorage(MplpRuntime.open(args[0], Map.of()))
            .name(name)
            .concurrency(CONCURRENCY)
            .lease(Duration.ofSeconds(2))
            .listener(new Talkative())
            .build();
    mplp.handlers()
        .registerDefault(
            call -> {
              effects.record(call.idempotencyKey(), call.attempt(), name);
              // Long enough that a kill finds steps whose effect is there and whose end is not.
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(15));
              return StepResult.completed(JsonObject.of("by", name));
            });
    System.out.println(READY);
    Thread.currentThread().join();
  }
}
