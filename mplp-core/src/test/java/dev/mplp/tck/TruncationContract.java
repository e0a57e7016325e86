package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.Change;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.tck.StorageFixture.Parked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** {@link EventLog#truncate}: what goes, what stays, and what readers are told. */
public abstract class TruncationContract extends StorageKit {

  private static final long EVERY = Long.MAX_VALUE;

  private EventLog eventLog() {
    return storage.log();
  }

  private Instant later() {
    return storage.now().plus(Duration.ofDays(1));
  }

  private void write(int count) {
    for (int i = 0; i < count; i++) {
      committed(log("t" + i));
    }
    giveEveryPosition(storage);
  }

  private static void assertTruncated(long oldest, ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            LogTruncatedException.class, e -> assertThat(e.oldest()).isEqualTo(oldest));
  }

  @Test
  void truncate_removesTheOldest_inOrder_atMostMax() {
    write(10);

    assertThat(eventLog().oldest(TENANT)).isEqualTo(1);
    assertThat(eventLog().countBefore(TENANT, later(), EVERY, 100)).isEqualTo(10);
    assertThat(eventLog().countBefore(TENANT, later(), EVERY, 3)).isEqualTo(3);
    assertThat(eventLog().truncate(TENANT, later(), EVERY, 3)).isEqualTo(3);
    assertThat(eventLog().oldest(TENANT)).isEqualTo(4);
    assertThat(eventLog().truncate(TENANT, later(), 7, 100)).isEqualTo(3);
    assertThat(eventLog().truncate(TENANT, later(), 7, 100)).isZero();
    assertThat(eventLog().countBefore(TENANT, later(), EVERY, 100)).isEqualTo(4);

    assertThat(eventLog().oldest(TENANT)).isEqualTo(7);
    assertThat(eventLog().read(TENANT, null, 6, 100))
        .extracting(LogRecord::position)
        .containsExactly(7L, 8L, 9L, 10L);
    assertThat(eventLog().head()).isEqualTo(10);
  }

  @Test
  void truncate_goesByTime() {
    write(4);
    Instant third = readAll(storage, TENANT).get(2).time();

    assertThat(eventLog().countBefore(TENANT, third, EVERY, 100)).isEqualTo(2);
    assertThat(eventLog().truncate(TENANT, third, EVERY, 100)).isEqualTo(2);
    assertThat(eventLog().truncate(TENANT, third, EVERY, 100)).isZero();
    assertThat(eventLog().oldest(TENANT)).isEqualTo(3);
  }

  @Test
  void readersFromBefore_areToldWhereTheLogBegins() {
    write(5);
    eventLog().truncate(TENANT, later(), 4, 100);

    assertTruncated(4, () -> eventLog().read(TENANT, null, 0, 10));
    assertTruncated(4, () -> eventLog().read(TENANT, null, 2, 10));
    assertTruncated(4, () -> eventLog().read(TENANT, "context", 2, 10));
    assertThat(eventLog().read(TENANT, null, 3, 10)).hasSize(2);
    assertThat(eventLog().read(TENANT, null, 5, 10)).isEmpty();
  }

  @Test
  void truncatedToItsEnd_theLogGoesOn() {
    write(3);
    assertThat(eventLog().truncate(TENANT, later(), EVERY, 100)).isEqualTo(3);
    assertThat(eventLog().read(TENANT, null, 3, 10)).isEmpty();
    assertTruncated(4, () -> eventLog().read(TENANT, null, 0, 10));

    write(2);

    assertThat(eventLog().read(TENANT, null, 3, 10))
        .extracting(LogRecord::position)
        .containsExactly(4L, 5L);
  }

  @Test
  void otherTenants_loseNothing() {
    for (int i = 0; i < 3; i++) {
      committed(log("ours"));
      storage.commit(set(OTHER_TENANT, log("theirs")));
    }
    giveEveryPosition(storage);

    assertThat(eventLog().truncate(TENANT, later(), EVERY, 100)).isEqualTo(3);

    assertThat(eventLog().read(OTHER_TENANT, null, 0, 10)).hasSize(3);
    assertThat(eventLog().oldest(OTHER_TENANT)).isEqualTo(1);
  }

  @Test
  void withoutAPosition_nothingGoes() {
    write(1);
    Parked parked = fixture.park(set(log("parked")));
    committed(log("fresh"));
    giveEveryPosition(storage);

    assertThat(eventLog().truncate(TENANT, later(), EVERY, 100)).isLessThanOrEqualTo(2);

    parked.close();
    giveEveryPosition(storage);
    long last = eventLog().head();
    assertThat(eventLog().read(TENANT, null, last - 1, 10))
        .extracting(written -> written.entry().type())
        .containsExactly("parked");
  }

  @Test
  void runThatLostItsBeginning_isToldAsSuch_oneThatIsGone_isEmpty() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    committed(ofRun(first), ofRun(second), ofRun(first), ofRun(second));
    giveEveryPosition(storage);

    eventLog().truncate(TENANT, later(), 3, 100);

    assertTruncated(3, () -> eventLog().readRun(TENANT, first, 0, 10));
    List<LogRecord> kept = eventLog().read(TENANT, null, 2, 10);
    assertThat(eventLog().readRun(TENANT, first, kept.get(0).sequence() - 1, 10)).hasSize(1);

    eventLog().truncate(TENANT, later(), 4, 100);
    assertThat(eventLog().readRun(TENANT, first, 0, 10)).isEmpty();
    assertTruncated(4, () -> eventLog().readRun(TENANT, second, 0, 10));
    eventLog().truncate(TENANT, later(), EVERY, 100);
    assertThat(eventLog().readRun(TENANT, second, 0, 10)).isEmpty();
  }

  private static Change ofRun(UUID run) {
    return new Change.AppendLog(new LogEntry("t", "c", null, run, null, 0, bytes("b")));
  }

  @Test
  void positionBefore_countsFromTheEnd() {
    write(3);
    storage.commit(set(OTHER_TENANT, log("theirs")));
    write(2);

    assertThat(eventLog().positionBefore(TENANT, 0)).isEqualTo(6);
    assertThat(eventLog().positionBefore(TENANT, 1)).isEqualTo(5);
    assertThat(eventLog().positionBefore(TENANT, 2)).isEqualTo(3);
    assertThat(eventLog().positionBefore(TENANT, 4)).isEqualTo(1);
    assertThat(eventLog().positionBefore(TENANT, 5)).isZero();
  }

  /** Each record is removed by one of them; a reader sees every record, or is told. */
  @Test
  void contendingTruncations_andAReader() {
    int records = 300;
    write(records);
    AtomicInteger removed = new AtomicInteger();
    List<Long> seen = new ArrayList<>();

    Contention.run(
        3,
        number -> {
          if (number < 2) {
            int batch;
            do {
              batch = handle(number).log().truncate(TENANT, later(), records + 1L, 7);
              removed.addAndGet(batch);
            } while (batch > 0);
          } else {
            readOn(handle(number).log(), records, seen);
          }
          return number;
        });

    assertThat(removed.get()).isEqualTo(records);
    assertThat(seen).doesNotHaveDuplicates().isSorted().last().isEqualTo((long) records);
  }

  /** Notes every position that it read or was told to be gone. */
  private static void readOn(EventLog log, int last, List<Long> seen) {
    long after = 0;
    while (after < last) {
      long from = after;
      try {
        List<LogRecord> page = log.read(TENANT, null, from, 10);
        assertThat(page).as("not truncated, so there is more").isNotEmpty();
        assertThat(page.get(0).position()).isEqualTo(from + 1);
        after = page.get(page.size() - 1).position();
      } catch (LogTruncatedException e) {
        assertThat(e.oldest()).isGreaterThan(from + 1);
        after = e.oldest() - 1;
      }
      seen.addAll(LongStream.rangeClosed(from + 1, after).boxed().toList());
    }
  }
}
