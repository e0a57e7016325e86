package dev.mplp.runtime.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.memory.InMemoryStepTransport;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What waits for the broker's answer counts as waiting, and errors end no thread. */
class SendRequestsTest {

  private static final byte[] MEBIBYTE = new byte[1 << 20];

  private final InMemoryStepTransport queues = InMemoryStepTransport.create();
  private final InMemoryStorage storage = InMemoryStorage.create();
  private final List<CompletableFuture<Void>> unanswered = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  /** The queues, behind something that answers no request by itself. */
  private final StepTransport transport =
      (StepTransport)
          Proxy.newProxyInstance(
              StepTransport.class.getClassLoader(),
              new Class<?>[] {StepTransport.class},
              (self, method, arguments) -> {
                if (!method.getName().equals("send")) {
                  return method.invoke(queues, arguments);
                }
                if (broken) {
                  broken = false;
                  throw new StackOverflowError("injected");
                }
                CompletableFuture<Void> answer = new CompletableFuture<>();
                unanswered.add(answer);
                return answer;
              });

  private static ParkedStep step() {
    ExecutionId execution = ExecutionId.random();
    Instant now = Instant.now();
    return new ParkedStep(
        0,
        RequestId.fresh("default", execution.uuid(), 0, 1),
        new RunRef(ContextId.random(), PlanId.random(), execution.uuid(), UUID.randomUUID()),
        StepId.random(),
        "scorer",
        "",
        0,
        now,
        now.plusSeconds(3600),
        Duration.ofMinutes(10),
        null,
        null);
  }

  @Test
  void requestsWithoutAnAnswer_takeRoom_untilTheyAreAnswered() {
    try (SendRequests sender = new SendRequests(transport, storage, notice -> {})) {
      sender.start();
      for (int i = 0; i < 300; i++) {
        sender.send(step(), MEBIBYTE, 0, false);
      }
      Eventually.until("what there is room for is sent", () -> unanswered.size() == 256);
      sender.send(step(), MEBIBYTE, 0, false);
      sender.send(step(), new byte[0], 0, false);
      Eventually.until("a small one is sent after them", () -> unanswered.size() >= 257);
      assertThat(unanswered).as("the large one before it was not").hasSize(257);

      unanswered.forEach(answer -> answer.complete(null));
      sender.send(step(), MEBIBYTE, 0, false);
      Eventually.until("there is room again", () -> unanswered.size() == 258);
      unanswered.get(257).complete(null);
    }
  }

  @Test
  void error_costsOneRequest_andTheNextOneIsSent() {
    try (SendRequests sender = new SendRequests(transport, storage, notice -> {})) {
      sender.start();
      broken = true;
      sender.send(step(), new byte[1], 0, false);
      Eventually.until("it is lost", () -> !broken);
      sender.send(step(), new byte[1], 0, false);
      Eventually.until("the next one is sent", () -> unanswered.size() == 1);
      assertThat(sender.isAlive()).isTrue();
      unanswered.get(0).complete(null);
    }
  }
}
