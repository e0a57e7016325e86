package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.BrokerException;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventConsumer;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.UnacceptableEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link EventGroups}: who gets what, what is tried again, and where it ends. */
public abstract class EventGroupsContract {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final List<EventDelivery> taken = new CopyOnWriteArrayList<>();
  private BrokerFixture fixture;
  private EventBroker broker;
  private EventGroups groups;

  /** A broker for one test. */
  protected abstract BrokerFixture newFixture();

  @BeforeEach
  void open() {
    fixture = newFixture();
    broker = fixture.open();
    groups = broker.groups();
    Eventually.until("the broker is there", () -> broker.health().available());
  }

  @AfterEach
  void close() {
    broker.close();
    fixture.close();
  }

  private void publish(String key, String... datas) {
    for (String data : datas) {
      EventBrokerContract.confirmed(broker.publish(EventBrokerContract.message(key, data)));
    }
  }

  private static List<String> data(List<EventDelivery> deliveries) {
    return deliveries.stream().map(one -> new String(one.message().data(), UTF_8)).toList();
  }

  private Subscription join(EventGroup group, EventConsumer consumer) {
    Subscription subscription = groups.subscribe(group, consumer);
    Eventually.until("the group is there", subscription::isReady);
    return subscription;
  }

  @Test
  void group_getsWhatItsPatternsMatch_inOrder_asItWasSent() {
    join(EventGroup.of("plans", "plan.event.*", "#.last"), taken::add);

    publish("plan.event.created", "1", "2");
    publish("plan.sa.created", "no");
    publish("trace.event.created", "no");
    publish("plan.event.updated", "3");
    EventMessage last = EventBrokerContract.message("any.thing.last", "4");
    EventBrokerContract.confirmed(broker.publish(last));

    Eventually.until("all are there", () -> taken.size() == 4);
    assertThat(data(taken)).containsExactly("1", "2", "3", "4");
    assertThat(taken).allMatch(one -> one.attempt() == 1 && !one.replayed());
    assertThat(taken.get(3).message()).usingRecursiveComparison().isEqualTo(last);
  }

  @Test
  void messagesWaitForAGroup_whoseSubscribersAreAway() {
    join(EventGroup.of("slow", "#"), taken::add).close();
    publish("a.b.c", "1", "2", "3");
    assertThat(taken).isEmpty();

    join(EventGroup.of("slow", "#"), taken::add);

    Eventually.until("all are there", () -> taken.size() == 3);
    assertThat(data(taken)).containsExactly("1", "2", "3");
  }

  @Test
  void subscribersOfAGroupShare_groupsDoNot() {
    List<EventDelivery> other = new CopyOnWriteArrayList<>();
    join(EventGroup.of("shared", "#").withPrefetch(1), taken::add);
    join(EventGroup.of("shared", "#").withPrefetch(1), taken::add);
    join(EventGroup.of("other", "#"), other::add);

    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sent.add("n" + i);
      publish("a.b.c", "n" + i);
    }

    Eventually.until("all are there", () -> taken.size() >= 40 && other.size() >= 40);
    assertThat(data(taken)).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(data(other)).containsExactlyElementsOf(sent);
  }

  @Test
  void failedMessage_comesAgainAfterItsRest_othersGoOn() {
    List<Long> times = new CopyOnWriteArrayList<>();
    EventGroup group = EventGroup.of("retry", "#").withRetries(4, Duration.ofMillis(100));
    join(
        group,
        delivery -> {
          String data = new String(delivery.message().data(), UTF_8);
          if (data.equals("bad")) {
            times.add(System.nanoTime());
            if (delivery.attempt() < 3) {
              throw new IllegalStateException("not yet");
            }
          }
          taken.add(delivery);
        });
    publish("a.b.c", "bad", "good");

    Eventually.until("both are done", () -> taken.size() == 2);
    assertThat(data(taken)).containsExactly("good", "bad");
    assertThat(taken.get(1).attempt()).isEqualTo(3);
    assertThat(taken.get(1).message().routingKey()).isEqualTo("a.b.c");
    assertThat(times).hasSize(3);
    assertThat(times.get(1) - times.get(0)).isGreaterThan(Duration.ofMillis(90).toNanos());
    assertThat(times.get(2) - times.get(1)).isGreaterThan(Duration.ofMillis(190).toNanos());
    assertThat(groups.deadLetters("retry", 10)).isEmpty();
  }

  @Test
  void messageThatFailsEveryTime_isADeadLetter_withReasonAndHistory_andCanComeAgain() {
    boolean[] works = new boolean[1];
    EventGroup group = EventGroup.of("dead", "#").withRetries(3, SHORT);
    join(
        group,
        delivery -> {
          if (!works[0] && delivery.message().routingKey().equals("a.bad.c")) {
            throw new IllegalStateException("broken " + delivery.attempt());
          }
          taken.add(delivery);
        });
    publish("a.bad.c", "bad");
    publish("a.b.c", "good");

    Eventually.until("it is dead", () -> groups.deadLetters("dead", 10).size() == 1);
    DeadLetter letter = groups.deadLetters("dead", 10).get(0);
    assertThat(letter.reason()).contains("broken 3");
    assertThat(letter.attempts()).isEqualTo(3);
    assertThat(letter.history()).hasSize(3);
    assertThat(letter.history().get(0)).contains("attempt 1", "broken 1");
    assertThat(new String(letter.body(), UTF_8)).isEqualTo("bad");
    Eventually.until("the other is done", () -> data(taken).contains("good"));

    works[0] = true;
    assertThat(groups.redeliver("dead", 10)).isEqualTo(1);

    Eventually.until("it is done", () -> data(taken).contains("bad"));
    assertThat(taken.get(1).attempt()).isEqualTo(1);
    assertThat(taken.get(1).message().id()).isEqualTo(letter.id());
    assertThat(groups.deadLetters("dead", 10)).isEmpty();
    assertThat(groups.redeliver("dead", 10)).isZero();
  }

  @Test
  void unacceptableMessage_isADeadLetterAtOnce() {
    join(
        EventGroup.of("strict", "#"),
        delivery -> {
          throw new UnacceptableEventException("no such plan", null);
        });
    publish("a.b.c", "x");

    Eventually.until("it is dead", () -> groups.deadLetters("strict", 10).size() == 1);
    DeadLetter letter = groups.deadLetters("strict", 10).get(0);
    assertThat(letter.reason()).isEqualTo("no such plan");
    assertThat(letter.attempts()).isEqualTo(1);
  }

  @Test
  void deadLetter_isShownWithItsSizeAndItsBeginning_andComesAgainAsAWhole() {
    join(
        EventGroup.of("large", "#"),
        delivery -> {
          taken.add(delivery);
          if (taken.size() == 1) {
            throw new UnacceptableEventException("too long to read", null);
          }
        });
    publish("a.b.c", "y".repeat(100_000));

    Eventually.until("it is dead", () -> groups.deadLetters("large", 10).size() == 1);
    DeadLetter letter = groups.deadLetters("large", 10).get(0);
    assertThat(letter.size()).isEqualTo(100_000);
    assertThat(new String(letter.body(), UTF_8)).isEqualTo("y".repeat(DeadLetter.MOST_BODY));
    assertThat(groups.redeliver("large", 10)).isEqualTo(1);
    Eventually.until("it comes again", () -> taken.size() == 2);
    assertThat(taken.get(1).message().data()).hasSize(100_000);
  }

  @Test
  void deadLetters_stay_howeverOftenTheyAreLookedAt() {
    join(
        EventGroup.of("looked-at", "#"),
        delivery -> {
          throw new UnacceptableEventException("never", null);
        });
    publish("a.b.c", "1", "2");
    Eventually.until("they are dead", () -> groups.deadLetters("looked-at", 10).size() == 2);

    for (int i = 0; i < 25; i++) {
      assertThat(groups.deadLetters("looked-at", 10))
          .extracting(letter -> new String(letter.body(), UTF_8))
          .containsExactly("1", "2");
    }
  }

  @Test
  void sentToOneGroup_reachesNoOther() {
    List<EventDelivery> other = new CopyOnWriteArrayList<>();
    join(EventGroup.of("one", "#"), taken::add);
    join(EventGroup.of("two", "#"), other::add);
    EventMessage message = EventBrokerContract.message("a.b.c", "again");

    EventBrokerContract.confirmed(groups.send("one", message));
    publish("a.b.c", "end");

    Eventually.until("both have the end", () -> data(taken).contains("end") && !other.isEmpty());
    assertThat(data(taken)).containsExactly("again", "end");
    assertThat(data(other)).containsExactly("end");
    assertThat(taken.get(0).replayed()).isTrue();
    assertThat(taken.get(0).message()).usingRecursiveComparison().isEqualTo(message);
  }

  @Test
  void groupThatNeverWas_andWrongValues_areTold() {
    assertThatThrownBy(() -> groups.deadLetters("nobody", 10))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("nobody");
    assertThatThrownBy(
            () ->
                EventBrokerContract.confirmed(
                    groups.send("nobody", EventBrokerContract.message("a", "b"))))
        .cause()
        .isInstanceOfSatisfying(BrokerException.class, e -> assertThat(e.retryable()).isFalse());
    assertThatThrownBy(() -> groups.deadLetters("nobody", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EventGroup.of("a b", "#"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a b");
    assertThatThrownBy(() -> EventGroup.of("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pattern");
    assertThatThrownBy(() -> EventGroup.of("a", "#").withRetries(21, SHORT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EventGroup.of("a", "#").withRetries(2, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
