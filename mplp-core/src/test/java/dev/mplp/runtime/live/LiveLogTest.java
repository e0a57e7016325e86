package dev.mplp.runtime.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.memory.InMemoryLiveEvents;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How much is sent and kept at a time, and what is kept when nobody says anything. */
class LiveLogTest {

  private final InMemoryLiveEvents live = InMemoryLiveEvents.create();

  private static LogEntry entry(int bytes) {
    return new LogEntry("plan.created", null, null, null, null, 0, new byte[bytes]);
  }

  private static Frame frame(String tenant, long position, int bytes) {
    LogRecord record =
        new LogRecord(
            tenant, new UUID(1, position), position, position, Instant.EPOCH, entry(bytes));
    return new Frame(position - 1, position, List.of(record));
  }

  private void say(String tenant, Frame frame) {
    live.publish(LiveLog.channel(tenant), frame.bytes(tenant, null));
  }

  private void beat(long after, long upTo, String... tenants) {
    live.publish(LiveLog.BEATS, new Beat(after, upTo, Set.of(tenants)).bytes());
  }

  private LiveLog log(long mostBytes, Duration fresh) {
    return new LiveLog(live, null, () -> {}, mostBytes, fresh);
  }

  @Test
  void tails_haveNoMoreThanTheirRoom_togetherAndTheLargestGoFirst() {
    try (LiveLog log = log(100_000, Duration.ofMinutes(1))) {
      assertThat(log.read("small", null, 0, 10)).isNull();
      assertThat(log.read("large", null, 0, 10)).isNull();
      Eventually.until( // again, as whoever has just come may miss it
          "both are there",
          () -> {
            beat(0, 0);
            say("small", frame("small", 1, 30_000));
            say("large", frame("large", 2, 60_000));
            return log.bytes() > 90_000;
          });
      assertThat(log.read("small", null, 0, 10).records()).hasSize(1);
      assertThat(log.read("large", null, 1, 10).records()).hasSize(1);
      say("large", frame("large", 3, 30_000));
      Eventually.until("the large one begins anew", () -> log.bytes() < 90_000);
      assertThat(log.read("large", null, 1, 10)).isNull();
      assertThat(log.bytes()).isBetween(30_000L, 31_000L);
      assertThat(log.read("small", null, 0, 10).records()).hasSize(1);
    }
  }

  @Test
  void silence_leavesNothingInMemory() {
    try (LiveLog log = log(1 << 20, Duration.ofMillis(200))) {
      assertThat(log.read("a", null, 0, 10)).isNull();
      Eventually.until(
          "something is there",
          () -> {
            beat(0, 0);
            say("a", frame("a", 1, 1_000));
            return log.bytes() > 0;
          });
      Eventually.until(
          "nothing is there",
          () -> {
            log.tidy();
            return log.bytes() == 0;
          });
      assertThat(log.read("a", null, 0, 10)).isNull();
    }
  }

  @Test
  void sender_readsNoMoreThanItMay_tellsOfEverything_andOutlivesErrors() {
    InMemoryStorage memory = InMemoryStorage.create();
    List<Beat> beats = new CopyOnWriteArrayList<>();
    AtomicLong largest = new AtomicLong();
    AtomicInteger errors = new AtomicInteger();
    Storage storage =
        StorageTap.over(
            memory,
            call -> {
              if (call.name().equals("log.head") && errors.getAndIncrement() == 0) {
                throw new NoClassDefFoundError("of something half there");
              }
              Object answer = call.proceed();
              if (call.name().equals("log.readAll")) {
                long bytes = 0;
                for (Object record : (List<?>) answer) {
                  bytes += ((LogRecord) record).entry().body().length;
                }
                largest.accumulateAndGet(bytes, Math::max);
              }
              return answer;
            });
    live.subscribe(
        LiveLog.BEATS,
        new LiveEvents.Listener() {
          @Override
          public void heard(byte[] message) {
            beats.add(Beat.read(message));
          }

          @Override
          public void missed() {}
        });
    try (SendRecords sending = new SendRecords(storage, live, null, () -> true)) {
      assertThat(sending.isAlive()).isFalse();
      sending.start();
      Eventually.until("it says something", () -> !beats.isEmpty());
      assertThat(sending.isAlive()).isTrue();
      ChangeSet.Builder set = ChangeSet.builder("acme");
      for (int i = 0; i < 20; i++) {
        set.add(new Change.AppendLog(entry(1 << 20)));
      }
      memory.commit(set.build());
      Eventually.until(
          "it was told of all", () -> beats.get(beats.size() - 1).upTo() == memory.log().head());
    }
    assertThat(memory.log().head()).isEqualTo(20);
    assertThat(largest).hasValueBetween(1L << 20, 4L << 20);
    for (int i = 1; i < beats.size(); i++) {
      assertThat(beats.get(i).after()).isEqualTo(beats.get(i - 1).upTo());
    }
    memory.close();
  }
}
