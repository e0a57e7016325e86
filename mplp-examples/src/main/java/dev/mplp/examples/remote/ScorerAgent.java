package dev.mplp.examples.remote;

import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.rabbitmq.RabbitMqStepTransportProvider;
import dev.mplp.runtime.agent.RemoteAgent;
import dev.mplp.runtime.agent.RemoteCall;
import dev.mplp.spi.StepTransport;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Does the steps of role {@code scorer} for runtimes elsewhere, which it meets at the broker that
 * {@code RABBITMQ_URL} names, until it is told to stop; what it is doing then is finished first.
 */
public final class ScorerAgent {
  private ScorerAgent() {}

  /**
   * Runs the agent.
   *
   * @param args none
   */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> environment = System.getenv();
    String url = environment.getOrDefault("RABBITMQ_URL", "amqp://localhost");
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopping, ended)));
    try (StepTransport transport = new RabbitMqStepTransportProvider().open(url, environment);
        RemoteAgent agent =
            RemoteAgent.over(transport).concurrency(8).role("scorer", ScorerAgent::score).start()) {
      System.out.println("does steps of role scorer, ready: " + agent.isReady());
      stopping.await();
    } finally {
      ended.countDown();
    }
  }

  private static StepResult score(RemoteCall call) {
    call.progress(0.1, "looking at the applicant");
    int score = 300 + call.description().length() * 37 % 550;
    return StepResult.completed(
        JsonObject.builder()
            .put("by", "java-" + ProcessHandle.current().pid())
            .put("score", score)
            .build());
  }

  private static void stop(CountDownLatch stopping, CountDownLatch ended) {
    stopping.countDown();
    try {
      ended.await(); // the process ends when its hooks have
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
