package dev.mplp.examples.kill;

import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.rabbitmq.RabbitMqStepTransport;
import dev.mplp.runtime.agent.RemoteAgent;
import dev.mplp.spi.StepTransport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A remote agent in Java, which has its effects elsewhere until it is killed. */
final class AgentProcess {

  private AgentProcess() {}

  /**
   * Runs an agent.
   *
   * @param args its role, the JDBC URL of the effects, and how long a step takes in milliseconds
   */
  public static void main(String[] args) throws Exception {
    String name = "java-" + ProcessHandle.current().pid();
    Effects effects = new Effects(args[1]);
    long millis = Long.parseLong(args[2]);
    StepTransport transport = RabbitMqStepTransport.connect(System.getenv("RABBITMQ_URL"));
    try (RemoteAgent agent =
        RemoteAgent.over(transport)
            .role(
                args[0],
                call -> {
                  effects.record(call.idempotencyKey(), call.attempt(), name);
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                  return StepResult.completed(JsonObject.of("by", name));
                })
            .start()) {
      Waiting.until("it takes steps", agent::isReady);
      System.out.println(Child.READY);
      Thread.currentThread().join();
    }
  }
}
