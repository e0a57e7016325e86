package dev.mplp.examples.kill;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.rabbitmq.RabbitMqBroker;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A replica as an environment sets it up: does the steps of role {@value #LOCAL} itself, leaves
 * those of remote roles to agents, and relays events while it is the one to do so, which it says.
 */
final class ReplicaProcess {

  static final String LOCAL = "clerk";

  private static final Duration LEASE = Duration.ofSeconds(2);

  private ReplicaProcess() {}

  /**
   * Runs a replica until it is killed.
   *
   * @param args the JDBC URL of the effects, and how long a step takes in milliseconds
   */
  public static void main(String[] args) throws Exception {
    String name = "replica-" + ProcessHandle.current().pid();
    Effects effects = new Effects(args[0]);
    long millis = Long.parseLong(args[1]);
    RabbitMqBroker broker = RabbitMqBroker.connect(System.getenv("RABBITMQ_URL"));
    Mplp mplp =
        MplpRuntime.builder(System.getenv())
            .name(name)
            .lease(LEASE)
            .events(EventsOut.to(new TellingBroker(broker)))
            .build();
    mplp.handlers()
        .register(
            LOCAL,
            call -> {
              effects.record(call.idempotencyKey(), call.attempt(), name);
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
              return StepResult.completed(JsonObject.of("by", name));
            });
    System.out.println(Child.READY);
    Thread.currentThread().join();
  }
}
