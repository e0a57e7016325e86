package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.MplpException;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The server is killed while it is written to, three times; what was answered is there, once. */
class KilledServerTest {

  private static final int WRITERS = 6;
  private static final int SETS = 150;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger committed = new AtomicInteger();
  private final AtomicBoolean writing = new AtomicBoolean(true);

  @Test
  void killedServer_losesAndDoublesNothing_andPositionsGoOn() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (PostgresServer server = PostgresServer.start();
        PostgresStorage one = PostgresStorage.connect(server.url());
        PostgresStorage two = PostgresStorage.connect(server.url())) {
      List<Future<?>> all = new ArrayList<>();
      for (PostgresStorage storage : List.of(one, two)) {
        all.add(threads.submit(() -> sequence(storage)));
      }
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        PostgresStorage storage = i % 2 == 0 ? one : two;
        writers.add(threads.submit(() -> write(storage, writer)));
      }
      for (int kill = 1; kill <= 3; kill++) {
        await(committed, kill * WRITERS * SETS / 4);
        server.kill();
        server.restart();
      }
      for (Future<?> writer : writers) {
        writer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      writing.set(false);
      for (Future<?> sequencer : all) {
        sequencer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      while (one.log().lag() > 0) {
        one.log().sequence(1000);
      }
      check(two);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(AtomicInteger count, int atLeast) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count.get() < atLeast) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void write(PostgresStorage storage, int writer) {
    for (int i = 0; i < SETS; i++) {
      byte[] body = (writer + "/" + i).getBytes(UTF_8);
      ChangeSet set =
          ChangeSet.builder("acme")
              .add(new Change.AppendLog(LogEntry.of("one", "c" + writer, body)))
              .add(new Change.AppendLog(LogEntry.of("two", "c" + writer, body)))
              .build();
      assertThat(untilAnswered(storage, set)).isEqualTo(Committed.INSTANCE);
      committed.incrementAndGet();
    }
  }

  private static CommitResult untilAnswered(PostgresStorage storage, ChangeSet set) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return storage.commit(set);
      } catch (MplpException e) {
        assertThat(e.retryable()).as(e.getMessage()).isTrue();
        assertThat(System.nanoTime()).as("in time").isLessThan(end);
      }
    }
  }

  private void sequence(PostgresStorage storage) {
    while (writing.get()) {
      try {
        storage.log().sequence(50);
      } catch (MplpException e) {
        assertThat(e.retryable()).as(e.getMessage()).isTrue();
      }
    }
  }

  private static void check(PostgresStorage storage) {
    List<String> found = new ArrayList<>();
    long after = 0;
    List<LogRecord> page = storage.log().read("acme", null, after, 500);
    while (!page.isEmpty()) {
      for (LogRecord one : page) {
        assertThat(one.position()).isEqualTo(++after);
        found.add(new String(one.entry().body(), UTF_8) + one.entry().type());
      }
      page = storage.log().read("acme", null, after, 500);
    }
    assertThat(found).doesNotHaveDuplicates().hasSize(WRITERS * SETS * 2);
    for (int writer = 0; writer < WRITERS; writer++) {
      List<LogRecord> own = storage.log().read("acme", "c" + writer, 0, 1000);
      for (int i = 0; i < SETS; i++) {
        String body = writer + "/" + i;
        assertThat(new String(own.get(2 * i).entry().body(), UTF_8)).isEqualTo(body);
        assertThat(own.get(2 * i).entry().type()).isEqualTo("one");
        assertThat(own.get(2 * i + 1).entry().type()).isEqualTo("two");
      }
    }
  }
}
