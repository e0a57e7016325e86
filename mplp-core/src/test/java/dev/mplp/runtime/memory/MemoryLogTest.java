package dev.mplp.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryLogTest {

  private static final UUID RUN = new UUID(4, 4);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final InMemoryStorage storage =
      InMemoryStorage.builder().clock(now::get).maxLogRecords(100).build();

  private void write(String tenant, String context, UUID run, int count) {
    IntStream.range(0, count)
        .forEach(
            i ->
                storage.commit(
                    ChangeSet.builder(tenant)
                        .add(
                            new Change.AppendLog(
                                new LogEntry("n", context, null, run, null, 0, new byte[0])))
                        .build()));
  }

  @Test
  void oldestRecords_makeRoom_andReadersAreTold() {
    write("a", "c", RUN, 250);

    assertThatThrownBy(() -> storage.log().read("a", null, 149, 10))
        .isInstanceOfSatisfying(
            LogTruncatedException.class, e -> assertThat(e.oldest()).isEqualTo(151));
    assertThatThrownBy(() -> storage.log().read("nobody", null, 0, 10))
        .isInstanceOf(LogTruncatedException.class);
    assertThat(storage.log().head()).isEqualTo(250);
    assertThat(positions(storage.log().read("a", null, 150, 1_000)))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(151, 250).mapToObj(i -> (long) i).toList());
    assertThat(storage.log().read("a", "c", 150, 1_000)).hasSize(100);
  }

  @Test
  void run_thatLostRecords_isToldSo_andOneThatLostAllIsEmpty() {
    write("a", "c", RUN, 60);
    write("a", "d", new UUID(4, 5), 80);

    assertThatThrownBy(() -> storage.log().readRun("a", RUN, 39, 100))
        .isInstanceOf(LogTruncatedException.class);
    assertThat(positions(storage.log().readRun("a", RUN, 40, 100)))
        .containsExactlyElementsOf(IntStream.rangeClosed(41, 60).mapToObj(i -> (long) i).toList());
    write("b", "c", null, 20);
    assertThat(storage.log().readRun("a", RUN, 0, 100)).isEmpty();
    assertThat(storage.log().read("a", "c", 60, 100)).isEmpty();
  }

  @Test
  void times_increaseByPosition_alsoWhenTheClockGoesBack() {
    write("a", "c", RUN, 3);
    now.set(now.get().minusSeconds(3_600));
    write("a", "c", RUN, 3);

    List<Instant> times =
        storage.log().read("a", null, 0, 10).stream().map(LogRecord::time).toList();

    assertThat(times).hasSize(6).doesNotHaveDuplicates().isSorted();
    assertThat(storage.now()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
  }

  private static List<Long> positions(List<LogRecord> records) {
    return records.stream().map(LogRecord::position).toList();
  }
}
