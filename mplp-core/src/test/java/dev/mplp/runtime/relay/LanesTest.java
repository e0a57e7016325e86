package dev.mplp.runtime.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.relay.Lane.Outgoing;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final long SECOND = 1_000_000_000L;

  private final Lanes lanes = new Lanes(4);

  private void add(long position, @Nullable String context, String... ids) {
    List<EventMessage> messages = new ArrayList<>();
    for (String id : ids) {
      messages.add(
          new EventMessage(
              id, "a.b.c", "s", "t", null, Instant.EPOCH, "text/plain", Map.of(), new byte[10]));
    }
    lanes.add(record(position, context), messages);
    lanes.readTo(position);
  }

  private static LogRecord record(long position, @Nullable String context) {
    LogEntry entry = LogEntry.of("a", context, new byte[0]);
    return new LogRecord("acme", UUID.randomUUID(), position, position, Instant.EPOCH, entry);
  }

  private List<Outgoing> send(long now) {
    List<Outgoing> sent = new ArrayList<>();
    for (Outgoing next = lanes.next(now); next != null; next = lanes.next(now)) {
      sent.add(next);
    }
    return sent;
  }

  private static List<String> ids(List<Outgoing> sent) {
    return sent.stream().map(one -> one.message().id()).toList();
  }

  @Test
  void oneOfEachContextIsSent_theNextOnesWhenItIsConfirmed() {
    add(5, "a", "a1", "a2");
    add(6, "b", "b1");
    add(7, "a", "a3");
    add(8, null, "n1");

    List<Outgoing> first = send(0);

    assertThat(ids(first)).containsExactly("a1", "b1", "n1");
    lanes.done(first.get(0));
    List<Outgoing> second = send(0);
    assertThat(ids(second)).containsExactly("a2");
    lanes.done(second.get(0));
    assertThat(ids(send(0))).containsExactly("a3");
  }

  @Test
  void done_isBeforeTheFirstRecordOfWhichAMessageIsMissing() {
    assertThat(lanes.done()).isEqualTo(4);
    add(5, "a", "a1", "a2");
    add(9, "b", "b1");
    assertThat(lanes.done()).isEqualTo(4);

    List<Outgoing> first = send(0);
    lanes.done(first.get(0));
    lanes.done(first.get(1));
    assertThat(lanes.done()).isEqualTo(4);
    lanes.done(send(0).get(0));

    assertThat(lanes.done()).isEqualTo(9);
    assertThat(lanes.messages()).isZero();
    assertThat(lanes.bytes()).isZero();
    lanes.readTo(30);
    assertThat(lanes.done()).isEqualTo(30);
  }

  @Test
  void failedMessage_rests_holdsBackItsContextAlone_andComesFirst() {
    add(5, "a", "a1", "a2");
    add(6, "b", "b1", "b2");
    List<Outgoing> first = send(0);

    lanes.failed(first.get(0), 0, "full");
    lanes.done(first.get(1));

    assertThat(ids(send(0))).containsExactly("b2");
    assertThat(lanes.untilRetry(0, 9 * SECOND)).isEqualTo(SECOND / 10);
    List<Outgoing> again = send(SECOND / 10);
    assertThat(ids(again)).containsExactly("a1");
    lanes.failed(again.get(0), SECOND, "full");
    assertThat(lanes.untilRetry(SECOND, 9 * SECOND)).isEqualTo(SECOND / 5);
    lanes.done(send(2 * SECOND).get(0));
    assertThat(ids(send(2 * SECOND))).containsExactly("a2");
  }

  @Test
  void rest_growsToFiveSeconds_andBeginsAnewAfterSuccess() {
    add(5, "a", "a1", "a2");
    long now = 0;
    for (int i = 0; i < 20; i++) {
      lanes.failed(send(now).get(0), now, "full");
      now += lanes.untilRetry(now, Long.MAX_VALUE);
    }
    lanes.failed(send(now).get(0), now, "full");
    assertThat(lanes.untilRetry(now, Long.MAX_VALUE)).isEqualTo(5 * SECOND);
    now += 5 * SECOND;
    lanes.done(send(now).get(0));
    lanes.failed(send(now).get(0), now, "full");
    assertThat(lanes.untilRetry(now, Long.MAX_VALUE)).isEqualTo(SECOND / 10);
  }

  @Test
  void contextWithTooMuch_isLeftBehind_othersGoOn_andItIsReadOnLater() {
    long last = 0;
    for (long p = 5; lanes.hasRoom(record(p, "a")); p++) {
      add(p, "a", "a" + p);
      last = p;
    }
    assertThat(last).isBetween(50L, 300L);
    lanes.readTo(last + 1);
    assertThat(lanes.hasRoom(record(last + 2, "b"))).isTrue();
    add(last + 2, "b", "b1");
    lanes.readTo(last + 3); // the last one is of "a" again, and left in the log, too
    assertThat(lanes.hasRoom(record(last + 3, "a"))).isFalse();
    assertThat(lanes.behind()).isNull();

    List<Outgoing> first = send(0);
    assertThat(ids(first)).containsExactly("a5", "b1");
    lanes.done(first.get(1));
    lanes.done(first.get(0));
    while (lanes.messages() > 0) {
      lanes.done(send(0).get(0));
    }
    assertThat(lanes.done()).as("what was left is missing").isEqualTo(last);

    Lane lane = Objects.requireNonNull(lanes.behind());
    assertThat(lanes.records(lane)).isEqualTo(2);
    assertThat(lanes.behind()).as("its turn has begun").isNull();
    add(last + 1, "a", "left");
    lane.left--;
    lanes.readTo(last + 3);
    assertThat(lanes.readOn(lane, last + 1)).isZero();
    assertThat(lanes.behind()).isSameAs(lane);
    assertThat(lanes.records(lane)).isEqualTo(1);
    assertThat(lanes.readOn(lane, last + 3)).as("one is no longer there").isEqualTo(1);
    assertThat(lanes.areBehind()).isFalse();
    assertThat(lanes.done()).isEqualTo(last);
    lanes.done(send(0).get(0));
    assertThat(lanes.done()).isEqualTo(last + 3);
    assertThat(lanes.messages()).isZero();
    assertThat(lanes.bytes()).isZero();
  }

  @Test
  void lanesThatAreBehind_takeTurns_andTheFurthestOneIsMissing() {
    long at = 4;
    for (String context : List.of("a", "b", "c")) {
      while (lanes.hasRoom(record(++at, context))) {
        add(at, context, context + at);
      }
    }
    lanes.readTo(at);
    assertThat(lanes.behind()).as("none has room").isNull();
    while (lanes.messages() > 0) {
      send(0).forEach(lanes::done);
    }

    List<String> turns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Lane lane = Objects.requireNonNull(lanes.behind());
      turns.add(lane.key);
      assertThat(lanes.readOn(lane, lane.readTo)).isZero();
    }
    assertThat(turns).containsExactly("acme/a", "acme/b", "acme/c", "acme/a", "acme/b", "acme/c");
    Lane first = Objects.requireNonNull(lanes.behind());
    long left = first.readTo;
    assertThat(lanes.done()).isEqualTo(left);
    assertThat(lanes.readOn(first, at)).isEqualTo(1);
    assertThat(lanes.done()).isGreaterThan(left).isEqualTo(lanes.behind().readTo);
  }

  @Test
  void tooManyLanesBehind_endTheReadingAhead() {
    String[] many = new String[4_900]; // little room is left, so that the others are full soon
    Arrays.fill(many, "e");
    add(5, "a", many);
    assertThat(send(0)).hasSize(1);
    long at = 5;
    for (int i = 0; i < Behind.MOST; i++) {
      assertThat(lanes.areFull()).isFalse();
      while (lanes.hasRoom(record(++at, "c" + i))) {
        add(at, "c" + i, "e" + at);
      }
      while (lanes.messages() > many.length) {
        send(0).forEach(lanes::done);
      }
    }
    assertThat(lanes.areFull()).isTrue();

    Lane lane = Objects.requireNonNull(lanes.behind());
    assertThat(lanes.readOn(lane, lanes.readTo())).isEqualTo(1);
    assertThat(lanes.areFull()).isFalse();
  }

  @Test
  void messageThatDoesNotGetThrough_isTold_withHowManyOthers() {
    add(5, "a", "a1");
    add(6, "b", "b1");
    List<Outgoing> first = send(0);
    lanes.failed(first.get(0), 0, "the queue is full");
    lanes.failed(first.get(1), 20 * SECOND, "the queue is full, too");
    Duration longest = Duration.ofSeconds(30);

    assertThat(lanes.heldBack(29 * SECOND, longest)).isNull();
    assertThat(lanes.heldBack(31 * SECOND, longest))
        .contains("event a1 at position 5 of Context a of tenant acme", "31 s", "queue is full")
        .doesNotContain("others");
    send(49 * SECOND).forEach(again -> lanes.failed(again, 49 * SECOND, "nor now"));
    assertThat(lanes.heldBack(51 * SECOND, longest)).contains("51 s", "nor now", "1 others");
    lanes.done(send(60 * SECOND).get(0));
    assertThat(lanes.heldBack(60 * SECOND, longest)).contains("event b1").contains("40 s");
  }

  @Test
  void laneThatStaysIdleBehind_isStillMissing() {
    add(5, "a", "a1");
    Outgoing first = send(0).get(0);
    for (long p = 6; lanes.hasRoom(record(p, "a")); p++) {
      add(p, "a", "a" + p);
    }
    long left = lanes.readTo() + 1;
    lanes.readTo(left + 10);
    lanes.done(first);
    while (lanes.messages() > 0) {
      lanes.done(send(0).get(0));
    }
    assertThat(lanes.done()).isEqualTo(left - 1);
  }
}
