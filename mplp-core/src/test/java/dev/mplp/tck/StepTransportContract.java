package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.spi.BrokerException;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.StepTransport.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@link StepTransport}: what is confirmed comes to one taker, again when that one is gone before
 * it is done, and what cannot be handled is kept with its reason.
 */
public abstract class StepTransportContract {

  private static final Duration LONG = Duration.ofMinutes(10);

  /** A role whose name is no plain word of any broker. */
  private static final String ROLE = "scorer/EU #1*.ü";

  private final List<StepDelivery> taken = new CopyOnWriteArrayList<>();
  private StepTransportFixture fixture;
  private StepTransport runtime;
  private StepTransport agent;

  /** Empty queues for one test. */
  protected abstract StepTransportFixture newFixture();

  @BeforeEach
  void open() {
    fixture = newFixture();
    runtime = opened();
    agent = opened();
  }

  @AfterEach
  void close() {
    runtime.close();
    agent.close();
    fixture.close();
  }

  private StepTransport opened() {
    StepTransport transport = fixture.open();
    Eventually.until("the broker is there", () -> transport.health().available());
    return transport;
  }

  private static StepMessage message(String data) {
    return new StepMessage(
        "acme/" + UUID.randomUUID(), ROLE, EventMessage.JSON, data.getBytes(UTF_8));
  }

  private static void confirmed(CompletableFuture<Void> answer) {
    answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private void send(String... datas) {
    for (String data : datas) {
      confirmed(runtime.send(message(data), LONG));
    }
  }

  private static Subscription ready(Subscription subscription) {
    Eventually.until("messages can come", subscription::isReady);
    return subscription;
  }

  private Subscription take(StepTransport by, int prefetch, Consumer<StepDelivery> consumer) {
    return ready(by.requests(ROLE, prefetch, consumer));
  }

  private void takeAll(StepDelivery delivery) {
    taken.add(delivery);
    delivery.done();
  }

  private static List<String> data(List<StepDelivery> deliveries) {
    return deliveries.stream().map(one -> new String(one.message().data(), UTF_8)).toList();
  }

  private void awaitTaken(int many) {
    Eventually.until(many + " are taken", () -> taken.size() >= many);
  }

  @Test
  void requestsAndReplies_comeAsTheyWereSent() {
    StepMessage request = message("{\"text\":\"Grüße 😀\"}");
    StepMessage reply = message("").withData(EventMessage.ENCRYPTED, new byte[] {0, -1, 7});
    List<StepDelivery> replies = new CopyOnWriteArrayList<>();

    confirmed(runtime.send(request, LONG));
    confirmed(agent.reply(reply));
    take(agent, 10, this::takeAll);
    ready(
        runtime.replies(
            10,
            delivery -> {
              replies.add(delivery);
              delivery.done();
            }));

    awaitTaken(1);
    Eventually.until("the reply comes", () -> replies.size() == 1);
    assertThat(taken.get(0).message()).usingRecursiveComparison().isEqualTo(request);
    assertThat(taken.get(0).redelivered()).isFalse();
    assertThat(replies.get(0).message()).usingRecursiveComparison().isEqualTo(reply);
  }

  @Test
  void agentsOfARoleShare_ofAnotherRoleNothingComes() {
    StepTransport second = opened();
    List<StepDelivery> others = new CopyOnWriteArrayList<>();
    take(agent, 2, this::takeAll);
    take(second, 2, this::takeAll);
    ready(second.requests("scorer", 2, others::add));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sent.add("n" + i);
      send("n" + i);
    }

    awaitTaken(60);
    assertThat(data(taken)).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(others).isEmpty();
    second.close();
  }

  @Test
  void oneHasNoMoreThanItsPrefetch_untilSomethingIsDone() {
    take(agent, 3, taken::add);
    send("1", "2", "3", "4", "5");
    awaitTaken(3);
    assertThat(data(taken)).containsExactly("1", "2", "3");

    taken.get(1).done();
    taken.get(1).done();
    awaitTaken(4);
    assertThat(data(taken)).containsExactly("1", "2", "3", "4");
  }

  @Test
  void agentThatGoes_leavesWhatItHasNotDone_toOthers() {
    Subscription first = take(agent, 10, taken::add);
    send("done", "not done", "not done either");
    awaitTaken(3);
    taken.get(0).done();
    List<StepDelivery> later = new CopyOnWriteArrayList<>();

    first.close();
    taken.get(1).done(); // in nobody's hands any more: no effect
    StepTransport second = opened();
    take(second, 10, later::add);

    Eventually.until("both come to the other", () -> later.size() == 2);
    assertThat(data(later)).containsExactlyInAnyOrder("not done", "not done either");
    assertThat(later).allMatch(StepDelivery::redelivered);

    second.close();
    take(agent, 10, this::takeAll);
    Eventually.until("they come back", () -> taken.size() == 5);
    assertThat(data(taken.subList(3, 5))).containsExactlyInAnyOrder("not done", "not done either");
  }

  @Test
  void whatIsPutBack_orWhoseConsumerThrows_comesAgain() {
    AtomicInteger calls = new AtomicInteger();
    take(
        agent,
        1,
        delivery -> {
          int call = calls.incrementAndGet();
          if (call == 1) {
            delivery.again();
          } else if (call == 2) {
            throw new IllegalStateException("not now");
          } else {
            takeAll(delivery);
          }
        });
    send("x");

    awaitTaken(1);
    assertThat(data(taken)).containsExactly("x");
    assertThat(taken.get(0).redelivered()).isTrue();
    assertThat(agent.deadRequests(ROLE, 10)).isEmpty();
  }

  @Test
  void refused_isADeadLetterWithItsReason_andTheNextOneComes() {
    take(
        agent,
        1,
        delivery -> {
          if (new String(delivery.message().data(), UTF_8).equals("bad")) {
            delivery.refuse("no such thing: " + "x".repeat(2_000));
          } else {
            takeAll(delivery);
          }
        });
    send("bad", "good");
    awaitTaken(1);

    assertThat(data(taken)).containsExactly("good");
    Eventually.until("it is dead", () -> agent.deadRequests(ROLE, 10).size() == 1);
    DeadLetter letter = agent.deadRequests(ROLE, 10).get(0);
    assertThat(letter.reason()).startsWith("no such thing: ").hasSize(1_000);
    assertThat(letter.id()).startsWith("acme/");
    assertThat(new String(letter.body(), UTF_8)).isEqualTo("bad");
    assertThat(agent.deadRequests(ROLE, 10)).hasSize(1);
    assertThat(agent.deadRequests("scorer", 10)).isEmpty();
    assertThat(agent.deadReplies(10)).isEmpty();
  }

  @Test
  void requestThatNobodyTakesInTime_isForgotten() {
    confirmed(runtime.send(message("forgotten"), Duration.ofSeconds(1)));
    long until = System.nanoTime() + Duration.ofMillis(1_500).toNanos();
    send("kept");
    Eventually.until("its time is over", () -> System.nanoTime() - until > 0);

    take(agent, 10, this::takeAll);

    awaitTaken(1);
    assertThat(data(taken)).containsExactly("kept");
  }

  @Test
  void cancellation_reachesEverybodyWhoListens() {
    List<StepMessage> here = new CopyOnWriteArrayList<>();
    List<StepMessage> there = new CopyOnWriteArrayList<>();
    confirmed(runtime.cancel(new StepMessage("early", "", EventMessage.JSON, new byte[0])));
    ready(agent.cancellations(here::add));
    Subscription other = ready(agent.cancellations(there::add));
    StepMessage first = new StepMessage("a", "", EventMessage.JSON, new byte[] {1});

    confirmed(runtime.cancel(first));
    Eventually.until("both hear it", () -> here.size() == 1 && there.size() == 1);
    other.close();
    confirmed(runtime.cancel(new StepMessage("b", "", EventMessage.JSON, new byte[] {2})));

    Eventually.until("one hears the next", () -> here.size() == 2);
    assertThat(here.get(0)).usingRecursiveComparison().isEqualTo(first);
    assertThat(there).hasSize(1);
  }

  @Test
  void whatSomebodyElsePutThere_comesAndCanBeRefused_tooLargeOnesAreDeadByThemselves() {
    fixture.injectRequest(ROLE, "{no json".getBytes(UTF_8));
    fixture.injectRequest(ROLE, new byte[10 << 20]);
    fixture.injectReply(new byte[0]);
    fixture.injectReply(new byte[10 << 20]);
    take(agent, 1, delivery -> delivery.refuse("no request"));
    ready(runtime.replies(1, delivery -> delivery.refuse("no reply")));

    Eventually.until("all are dead", () -> agent.deadRequests(ROLE, 10).size() == 2);
    Eventually.until("all are dead", () -> runtime.deadReplies(10).size() == 2);
    assertThat(agent.deadRequests(ROLE, 10))
        .extracting(DeadLetter::reason)
        .anyMatch(reason -> reason.equals("no request"))
        .anyMatch(reason -> reason.contains("10485760"));
    assertThat(runtime.deadReplies(10))
        .extracting(DeadLetter::reason)
        .anyMatch(reason -> reason.equals("no reply"))
        .anyMatch(reason -> reason.contains("10485760"));
    assertThat(runtime.deadReplies(1)).hasSize(1);
  }

  @Test
  void largestMessage_comes_aLargerOneIsRefusedForGood() {
    byte[] data = new byte[StepTransport.MAX_DATA];
    data[data.length - 1] = 7;
    StepMessage large = message("").withData(EventMessage.JSON, new byte[data.length + 1]);
    take(agent, 1, this::takeAll);

    confirmed(runtime.send(message("").withData(EventMessage.JSON, data), LONG));
    Throwable request = catchThrowable(() -> confirmed(runtime.send(large, LONG)));
    Throwable reply = catchThrowable(() -> confirmed(agent.reply(large)));

    awaitTaken(1);
    assertThat(taken.get(0).message().data()).isEqualTo(data);
    for (Throwable refused : List.of(request, reply)) {
      assertThat(refused.getCause())
          .isInstanceOfSatisfying(
              BrokerException.class, e -> assertThat(e.retryable()).as(e.getMessage()).isFalse());
    }
  }

  @Test
  void closedTransport_refusesAndSaysSo() {
    runtime.close();
    runtime.close();

    assertThat(runtime.health().available()).isFalse();
    Throwable refused = catchThrowable(() -> confirmed(runtime.send(message("x"), LONG)));
    assertThat(refused.getCause())
        .isInstanceOfSatisfying(
            BrokerException.class, e -> assertThat(e.code()).isEqualTo("BROKER_UNAVAILABLE"));
  }

  @Test
  void wrongValues_areTold() {
    assertThatThrownBy(() -> runtime.send(message("x"), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("forgetAfter");
    assertThatThrownBy(() -> agent.requests(ROLE, 0, delivery -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prefetch");
    assertThatThrownBy(() -> agent.deadReplies(1_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limit");
    assertThatThrownBy(() -> new StepMessage("", "r", EventMessage.JSON, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StepMessage("a", "r".repeat(101), EventMessage.JSON, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
