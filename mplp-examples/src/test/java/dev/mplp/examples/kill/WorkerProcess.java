package dev.mplp.examples.kill;

import dev.mplp.Mplp;
import dev.mplp.agent.Call;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.Growth;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.MplpRuntime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker on its own: does steps until it is killed, and undoes those of plans that fail. A step
 * whose description is {@value #GROWS} and the id of another adds one, which that one waits for;
 * one whose description begins with {@value #REFUSES} fails.
 */
final class WorkerProcess {

  static final String GROWS = "grow";
  static final String REFUSES = "refuse";
  static final String LEASE_LOST = "lease lost";

  /** So many handlers at once. */
  static final int CONCURRENCY = 8;

  static final Duration LEASE = Duration.ofSeconds(2);

  /** Who is stopped in the middle of a transaction keeps its locks no longer than the lease. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("DATABASE_IDLE_TRANSACTION_TIMEOUT", Long.toString(LEASE.toMillis()));

  /** Long enough that a kill finds steps whose effect is there and whose end is not. */
  private static final long HANDLER_MILLIS = 15;

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
   * @param args the URL of the database, that for JDBC, and how long a handler takes in
   *     milliseconds
   */
  public static void main(String[] args) throws Exception {
    String name = "worker-" + ProcessHandle.current().pid();
    long millis = args.length > 2 ? Long.parseLong(args[2]) : HANDLER_MILLIS;
    Effects effects = new Effects(args[1]);
    Mplp mplp =
        MplpRuntime.builder()
            .ownedStorage(MplpRuntime.open(args[0], ENVIRONMENT))
            .name(name)
            .concurrency(CONCURRENCY)
            .lease(LEASE)
            .listener(new Talkative())
            .build();
    mplp.handlers()
        .registerDefault(
            call -> {
              if (call.description().startsWith(REFUSES)) {
                return StepResult.failed(StepError.permanent("REFUSED", "as planned"));
              }
              record(effects, call, name, millis);
              JsonObject output = JsonObject.of("by", name);
              return call.description().startsWith(GROWS)
                  ? StepResult.completedAdding(output, growth(call))
                  : StepResult.completed(output);
            },
            call -> {
              record(effects, call, name, millis);
              return CompensationResult.compensated(JsonObject.of("by", name));
            });
    System.out.println(Child.READY);
    Thread.currentThread().join();
  }

  private static void record(Effects effects, Call call, String name, long millis)
      throws SQLException {
    effects.record(call.idempotencyKey(), call.attempt(), name);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static Growth growth(Call call) {
    PlanStep added =
        PlanStep.builder("more").agentRole("worker").dependencies(List.of(call.stepId())).build();
    StepId waits = StepId.of(call.description().substring(GROWS.length() + 1));
    return Growth.of(added).joinedBy(waits, added.stepId());
  }
}
