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
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The primary is lost while it is written to, its standby takes over, and writing goes on. */
class FailoverTest {

  private static final int WRITERS = 4;
  private static final int SETS = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicInteger committed = new AtomicInteger();

  @Test
  void standbyThatTakesOver_hasEverythingOnce_andIsFoundByTheUrl() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (PostgresServer primary = PostgresServer.start();
        PostgresServer standby = PostgresServer.standbyOf(primary);
        PostgresStorage storage = PostgresStorage.connect(both(standby, primary))) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(threads.submit(() -> write(storage, writer)));
      }
      awaitCommitted(WRITERS * SETS / 3);
      primary.kill();
      standby.promote();
      for (Future<?> writer : writers) {
        writer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      while (storage.log().lag() > 0) {
        storage.log().sequence(1000);
      }
      check(storage);
    } finally {
      threads.shutdownNow();
    }
  }

  private static String both(PostgresServer one, PostgresServer other) {
    return "postgresql://%s,%s/postgres?hostRecheckSeconds=0"
        .formatted(URI.create(one.url()).getAuthority(), URI.create(other.url()).getAuthority())
        .replace(",postgres@", ",");
  }

  private void awaitCommitted(int atLeast) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (committed.get() < atLeast) {
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

  private static void check(PostgresStorage storage) {
    List<String> found = new ArrayList<>();
    long after = 0;
    List<LogRecord> page = storage.log().read("acme", null, after, 500);
    while (!page.isEmpty()) {
      for (LogRecord one : page) {
        assertThat(one.position()).isEqualTo(++after);
        found.add(new String(one.entry().body(), UTF_8));
      }
      page = storage.log().read("acme", null, after, 500);
    }
    assertThat(found).doesNotHaveDuplicates().hasSize(WRITERS * SETS);
  }
}
