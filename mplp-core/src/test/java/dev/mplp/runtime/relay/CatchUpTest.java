package dev.mplp.runtime.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Root;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.relay.Lane.Outgoing;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contexts with more to tell than fits, read on from a log that a broker takes or does not. */
class CatchUpTest {

  private static final int RECORDS = 130;

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final Lanes lanes = new Lanes(0);
  private final List<Outgoing> sent = new ArrayList<>();
  private long now;
  private final ReadAhead reading =
      new ReadAhead(storage.log(), lanes, (gone, upTo) -> {}, Duration.ofMinutes(10));

  @AfterEach
  void close() {
    storage.close();
  }

  /** What the record of a new Context tells. */
  private LogEntry like() {
    try (Mplp writer = MplpRuntime.builder().storage(storage).build()) {
      writer.contexts().open("like", Root.of("finance", "test"));
      Eventually.until("it has its position", () -> storage.log().head() == 1);
      return storage.log().readAll(0, 1).get(0).entry();
    }
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private void append(String type, String context, byte[] body, int many) {
    ChangeSet.Builder set = ChangeSet.builder("default");
    for (int i = 0; i < many; i++) {
      set.add(new Change.AppendLog(LogEntry.of(type, context, body)));
    }
    assertThat(storage.commit(set.build()).isCommitted()).isTrue();
  }

  private void readAll(long head) {
    Eventually.until(
        "all was read",
        () -> {
          long unused = storage.log().sequence(1_000);
          reading.hint(System.nanoTime());
          boolean more = reading.read(System.nanoTime());
          return !more && lanes.readTo() == head;
        });
  }

  /** Sends what can be sent, and reads on, until neither goes on. */
  private void sendAll(Set<String> stuck) {
    boolean any = true;
    while (any) {
      any = reading.catchUp();
      Outgoing next = lanes.next(now);
      if (next != null) {
        any = true;
        if (stuck.contains(String.valueOf(next.lane().contextId))) {
          lanes.failed(next, now, "full");
        } else {
          sent.add(next);
          lanes.done(next);
        }
      }
    }
  }

  private List<Long> sentOf(String context) {
    return sent.stream()
        .filter(one -> context.equals(one.lane().contextId))
        .map(Outgoing::position)
        .distinct()
        .toList();
  }

  @Test
  void recordOfOneContextThatCannotBeRelayed_leavesTheOthersToBeReadOn() {
    LogEntry like = like();
    String a = id();
    String b = id();
    append(like.type(), a, like.body(), RECORDS);
    append("plan.dreamt", a, like.body(), 1);
    append(like.type(), b, like.body(), RECORDS);
    append(like.type(), a, like.body(), 1);
    readAll(2 * RECORDS + 3);
    assertThat(lanes.areBehind()).isTrue();
    assertThat(reading.ended(System.nanoTime())).as("it was left in the log").isNull();

    sendAll(Set.of());

    assertThat(sentOf(a)).hasSize(RECORDS).last().isEqualTo(RECORDS + 1L);
    assertThat(sentOf(b)).hasSize(RECORDS);
    assertThat(lanes.done()).isEqualTo(RECORDS + 1);
    assertThat(reading.ended(System.nanoTime()))
        .isNotNull()
        .satisfies(
            stop -> assertThat(stop.told()).contains("position " + (RECORDS + 2), "later version"));
  }

  @Test
  void manyContextsWithMuchToTellOfWhichNothingIsTaken_holdUpNoOther_andLoseNothing() {
    LogEntry like = like();
    Set<String> stuck = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      String context = id();
      stuck.add(context);
      append(like.type(), context, like.body(), RECORDS);
      readAll(1 + (i + 1L) * RECORDS);
      sendAll(stuck);
    }
    String free = id();
    append(like.type(), free, like.body(), RECORDS);
    long head = 1 + 61L * RECORDS;
    readAll(head);
    sendAll(stuck);

    assertThat(sentOf(free)).hasSize(RECORDS);
    assertThat(lanes.failing()).isEqualTo(60);
    assertThat(lanes.messages()).isLessThan(5_000);
    assertThat(lanes.done()).isEqualTo(1);

    now += Duration.ofSeconds(10).toNanos();
    sendAll(Set.of());
    assertThat(lanes.done()).isEqualTo(head);
    assertThat(lanes.messages()).isZero();
    assertThat(lanes.bytes()).isZero();
    assertThat(lanes.areBehind()).isFalse();
    Set<String> ids = new TreeSet<>();
    sent.forEach(one -> assertThat(ids.add(one.message().id())).as(one.message().id()).isTrue());
    for (String context : stuck) {
      assertThat(sentOf(context)).as(context).hasSize(RECORDS).isSorted();
    }
    assertThat(sentOf(free)).isSorted();
  }
}
