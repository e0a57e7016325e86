package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.TooLargeException;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunLogTest {

  private static final UUID RUN = RecordSamples.RUN;

  @Test
  void read_ofManyPages_givesAllOnce() {
    LateLog log = new LateLog(2500, 0);
    List<LogRecord> records = new RunLog(log, "default").read(RUN, Duration.ZERO);
    assertThat(records).hasSize(2500).extracting(LogRecord::position).isSorted();
    assertThat(records).extracting(LogRecord::sequence).doesNotHaveDuplicates();
  }

  @Test
  void read_ofTooManyBytes_isRefused_andOfAsManyNot() {
    LateLog log = new LateLog(2500, 0);
    List<LogRecord> records = new RunLog(log, "default").read(RUN, Duration.ZERO);
    long bytes = records.stream().mapToLong(record -> record.entry().body().length).sum();
    assertThat(new RunLog(log, "default", new Room(2500, bytes, 7)).read(RUN, Duration.ZERO))
        .extracting(LogRecord::sequence)
        .isEqualTo(records.stream().map(LogRecord::sequence).toList());
    RunLog less = new RunLog(log, "default", new Room(2500, bytes - 1, 7));
    assertThatThrownBy(() -> less.read(RUN, Duration.ZERO))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining((bytes - 1) + " bytes of records");
  }

  @Test
  void read_waitsForPositions_andGoesByThem() {
    LateLog log = new LateLog(1500, 3);
    List<LogRecord> records = new RunLog(log, "default").read(RUN, Duration.ofSeconds(60));
    assertThat(records).hasSize(1500).extracting(LogRecord::position).isSorted().doesNotContain(0L);
    assertThat(records.get(0).sequence()).as("positions are not by sequence here").isEqualTo(1500);
  }

  @Test
  void read_whenThePatienceIsOver_putsWhatHasNoPositionLast() {
    LateLog log = new LateLog(10, Integer.MAX_VALUE);
    List<LogRecord> records = new RunLog(log, "default").read(RUN, Duration.ofMillis(20));
    assertThat(records)
        .extracting(LogRecord::position)
        .containsExactly(6L, 7L, 8L, 9L, 10L, 0L, 0L, 0L, 0L, 0L);
    assertThat(records.subList(5, 10)).extracting(LogRecord::sequence).isSorted();
  }

  @Test
  void read_interrupted_givesWhatThereIs_andStaysInterrupted() {
    Thread.currentThread().interrupt();
    LateLog log = new LateLog(10, Integer.MAX_VALUE);
    List<LogRecord> records = new RunLog(log, "default").read(RUN, Duration.ofSeconds(60));
    assertThat(records).hasSize(10);
    assertThat(Thread.interrupted()).isTrue();
  }

  /**
   * A log whose upper half of records has no positions until it was read so many times more, and
   * gets them in reverse.
   */
  private static final class LateLog implements EventLog {

    private final int size;
    private int readsUntilPositions;

    LateLog(int size, int readsUntilPositions) {
      this.size = size;
      this.readsUntilPositions = readsUntilPositions;
    }

    @Override
    public List<LogRecord> readRun(String tenant, UUID runId, long after, int limit) {
      List<LogRecord> page = new ArrayList<>();
      for (long sequence = after + 1; sequence <= size && page.size() < limit; sequence++) {
        boolean late = sequence > size / 2 && readsUntilPositions > 0;
        LogRecord record =
            RecordSamples.record(RunRecords.executionPaused(RecordSamples.REF, "alice"), sequence);
        page.add(
            new LogRecord(
                tenant,
                record.id(),
                sequence,
                late ? 0 : size + 1 - sequence,
                record.time(),
                record.entry()));
      }
      readsUntilPositions -=
          page.size() < limit && readsUntilPositions != Integer.MAX_VALUE ? 1 : 0;
      return page;
    }

    @Override
    public List<LogRecord> read(String tenant, @Nullable String contextId, long after, int limit) {
      throw new UnsupportedOperationException("a run is read by its sequence");
    }

    @Override
    public List<LogRecord> readAll(long after, long upTo, long maxBytes) {
      throw new UnsupportedOperationException("a run is read by its sequence");
    }

    @Override
    public int sequence(int max) {
      throw new UnsupportedOperationException("only the lease holder gives positions");
    }

    @Override
    public int truncate(String tenant, Instant before, long below, int max) {
      return 0;
    }

    @Override
    public int countBefore(String tenant, Instant before, long below, int max) {
      return 0;
    }

    @Override
    public long oldest(String tenant) {
      return 1;
    }

    @Override
    public long positionBefore(String tenant, int newer) {
      return Math.max(0, size - newer);
    }

    @Override
    public long head() {
      return size;
    }

    @Override
    public int lag() {
      return readsUntilPositions > 0 ? size / 2 : 0;
    }
  }
}
