package dev.mplp.runtime.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.memory.InMemoryStepTransport;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComeAgainTest {

  private final InMemoryStepTransport queues = InMemoryStepTransport.create();

  @AfterEach
  void close() {
    queues.close();
  }

  private StepTransport.Subscription take(AtomicInteger taken, Consumer<StepDelivery> then) {
    return queues.replies(
        10,
        delivery -> {
          taken.incrementAndGet();
          then.accept(delivery);
        });
  }

  @Test
  void whatIsPutBackTooOften_isRefused_andToldMeanwhile() {
    ComeAgain comeAgain = new ComeAgain(Duration.ofMillis(1), 3);
    assertThat(comeAgain.trouble()).isNull();
    AtomicInteger taken = new AtomicInteger();
    queues.injectReply("{}".getBytes(UTF_8));
    StepTransport.Subscription taking =
        take(taken, delivery -> comeAgain.later(delivery, "not now"));

    Eventually.until("it is refused", () -> queues.deadReplies(10).size() == 1);
    assertThat(queues.deadReplies(10))
        .extracting(DeadLetter::reason)
        .containsExactly("tried 3 times: not now");
    assertThat(taken).hasValue(3);
    assertThat(comeAgain.trouble()).isEqualTo("not now");
    taking.close();
  }

  @Test
  void onlyWhatIsEncrypted_isUnreadable() {
    ComeAgain comeAgain = new ComeAgain(Duration.ofMillis(1), 1000);
    AtomicInteger taken = new AtomicInteger();
    StepTransport.Subscription taking =
        take(
            taken,
            delivery -> {
              if (!comeAgain.isUnreadable(delivery)) {
                delivery.done();
              }
            });
    queues.injectReply("{}".getBytes(UTF_8));
    Eventually.until("it is done", () -> taken.get() == 1);
    assertThat(comeAgain.trouble()).isNull();

    queues.reply(new StepMessage("a", "scorer", EventMessage.ENCRYPTED, new byte[1])).join();
    Eventually.until("it comes again and again", () -> taken.get() > 3);
    assertThat(comeAgain.trouble()).contains("a key that is not known here");
    assertThat(queues.deadReplies(10)).isEmpty();
    taking.close();
  }
}
