package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Positions under writers that commit late or never, with several instances at it. */
class SequencerTest {

  private static final String TENANT = "acme";
  private static final int WRITERS = 16;
  private static final int TRANSACTIONS = 60;

  private final PostgresServer server = PostgresServer.shared();
  private final PostgresFixture fixture = new PostgresFixture(server);
  private final Sql sql = new Sql(fixture.schema(), Sql.SERVER_CLOCK);
  private final PostgresStorage storage = fixture.open();

  /** So many records the reader has seen so far. */
  private final AtomicInteger seen = new AtomicInteger();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A committed record, and the one that was known to be committed before it began. */
  private record Written(String body, String cause) {}

  @Test
  void sixteenWriters_rollbacks_anOpenForeignTransaction_aReader_loseAndRepeatNothing()
      throws Exception {
    Queue<Written> written = new ConcurrentLinkedQueue<>();
    AtomicReference<String> lastCommitted = new AtomicReference<>("");
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Connection foreign = openForeignTransaction()) {
      List<Future<?>> sequencers = new ArrayList<>();
      for (Storage instance : List.of(storage, fixture.open())) {
        sequencers.add(threads.submit(() -> sequenceWhile(instance, writing)));
      }
      AtomicBoolean reading = new AtomicBoolean(true);
      Future<List<LogRecord>> reader = threads.submit(() -> follow(reading));
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(
            threads.submit(
                () -> {
                  write(writer, written, lastCommitted);
                  return null;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
      assertThat(seen.get()).as("the reader is not held up").isGreaterThan(written.size() / 10);
      writing.set(false);
      for (Future<?> sequencer : sequencers) {
        sequencer.get(60, TimeUnit.SECONDS);
      }
      // The foreign transaction is still open, and holds nothing up.
      givePositions(fixture.open());
      check(written, readAll());
      reading.set(false);
      check(written, reader.get(60, TimeUnit.SECONDS));
      assertThat(foreign.isValid(5)).isTrue();
    } finally {
      threads.shutdownNow();
    }
    forgetsEveryGap();
  }

  private Connection openForeignTransaction() throws SQLException {
    Connection foreign = server.connect();
    foreign.setAutoCommit(false);
    try (Statement statement = foreign.createStatement()) {
      statement.execute("create table " + fixture.schema() + ".foreign_business (id int)");
    }
    return foreign;
  }

  private static void sequenceWhile(Storage instance, AtomicBoolean writing) {
    while (writing.get()) {
      instance.log().sequence(7);
    }
  }

  private void write(int writer, Queue<Written> written, AtomicReference<String> lastCommitted)
      throws SQLException {
    Random random = new Random(writer);
    try (Connection connection = server.connect()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < TRANSACTIONS; i++) {
        String cause = lastCommitted.get();
        List<Written> mine = new ArrayList<>();
        Pipeline pipeline = new Pipeline();
        pipeline.list(new Query("select pg_current_xact_id()::text"), Row::text);
        LogWriter log = new LogWriter();
        for (int k = 0; k <= random.nextInt(3); k++) {
          String body = writer + "/" + i + "/" + k;
          log.add(TENANT, LogEntry.of("test", null, body.getBytes(UTF_8)));
          mine.add(new Written(body, cause));
        }
        log.write(pipeline, LogWriter.statement(sql));
        pipeline.run(connection);
        LockSupport.parkNanos(random.nextInt(6_000_000));
        if (random.nextInt(100) < 15) {
          connection.rollback();
        } else {
          connection.commit();
          written.addAll(mine);
          lastCommitted.set(mine.get(0).body);
        }
      }
    }
  }

  private static void givePositions(Storage instance) {
    while (instance.log().lag() > 0) {
      instance.log().sequence(1000);
    }
  }

  /** Reads on from the last position that it has seen, while the log is written. */
  private List<LogRecord> follow(AtomicBoolean reading) {
    List<LogRecord> records = new ArrayList<>();
    while (true) {
      boolean last = !reading.get();
      List<LogRecord> page =
          read(records.isEmpty() ? 0 : records.get(records.size() - 1).position());
      records.addAll(page);
      seen.set(records.size());
      if (last && page.isEmpty()) {
        return records;
      }
    }
  }

  private List<LogRecord> readAll() {
    return follow(new AtomicBoolean(false));
  }

  private void check(Queue<Written> written, List<LogRecord> records) {
    Map<String, Long> positions = new HashMap<>();
    for (int i = 0; i < records.size(); i++) {
      LogRecord found = records.get(i);
      assertThat(found.position()).as("dense").isEqualTo(i + 1L);
      if (i > 0) {
        assertThat(found.time()).as("time").isAfter(records.get(i - 1).time());
      }
      positions.put(new String(found.entry().body(), UTF_8), found.position());
    }
    assertThat(positions).hasSize(records.size());
    assertThat(positions.keySet())
        .containsExactlyInAnyOrderElementsOf(written.stream().map(Written::body).toList());
    for (Written one : written) {
      if (!one.cause.isEmpty()) {
        assertThat(positions.get(one.cause)).as("cause").isLessThan(positions.get(one.body));
      }
    }
  }

  private List<LogRecord> read(long after) {
    return storage.log().read(TENANT, null, after, 500);
  }

  /**
   * Gaps are forgotten once nobody can fill them any more; other tests may hold that up a while.
   */
  private void forgetsEveryGap() throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    int gaps = gaps();
    while (gaps > 0 && System.nanoTime() < end) {
      storage.log().sequence(1000);
      gaps = gaps();
    }
    assertThat(gaps).isZero();
  }

  private int gaps() throws SQLException {
    try (Connection connection = server.connect()) {
      return new Query(sql.of("select cardinality(gap_first) from {sequencer}"))
          .first(connection, Row::number)
          .orElseThrow();
    }
  }

  @Test
  void gap_whoseWriterIsOpen_isKept_andFilledWhenItCommits() throws Exception {
    StorageFixture.Parked early =
        fixture.park(
            ChangeSet.builder(TENANT)
                .add(new Change.AppendLog(LogEntry.of("early", null, "early".getBytes(UTF_8))))
                .build());
    storage.commit(
        ChangeSet.builder(TENANT)
            .add(new Change.AppendLog(LogEntry.of("late", null, "late".getBytes(UTF_8))))
            .build());

    for (int pass = 0; pass < 5; pass++) {
      storage.log().sequence(10);
    }
    assertThat(gaps()).isEqualTo(1);
    assertThat(storage.log().head()).isEqualTo(1);
    early.close();
    assertThat(storage.log().lag()).isEqualTo(1);
    assertThat(storage.log().sequence(10)).isEqualTo(1);
    assertThat(read(0)).extracting(found -> found.entry().type()).containsExactly("late", "early");
    assertThat(gaps()).isZero();
  }

  @Test
  void rolledBackTransactionOfManyRecords_isOneGap_whileAnOldTransactionIsOpen() throws Exception {
    try (Connection foreign = openForeignTransaction()) {
      server.execute(
          """
          begin;
          insert into %1$s.log (at, attempt, tenant, type, body)
            select now(), 0, 'acme', 'undone', '' from generate_series(1, 20000);
          rollback;"""
              .formatted(fixture.schema()));
      append("after");
      for (int pass = 0; pass < 3; pass++) {
        storage.log().sequence(10);
      }
      assertThat(storage.log().head()).isEqualTo(1);
      assertThat(gaps()).isEqualTo(1);
      foreign.rollback();
    }
    forgetsEveryGap();
  }

  @Test
  void recordsInTheMiddleOfAGap_splitIt() throws Exception {
    try (Connection late = server.connect()) {
      late.setAutoCommit(false);
      new Query(
              """
              insert into %1$s.log (at, attempt, tenant, type, body)
                select now(), 0, 'acme', 'l' || n, '' from generate_series(1, 9) n"""
                  .formatted(fixture.schema()))
          .update(late);
      append("after");
      assertThat(storage.log().sequence(10)).isEqualTo(1);
      late.commit();
    }
    assertThat(storage.log().lag()).isEqualTo(9);
    assertThat(storage.log().sequence(4)).isEqualTo(4);
    assertThat(storage.log().lag()).isEqualTo(5);
    assertThat(storage.log().sequence(100)).isEqualTo(5);
    assertThat(read(0))
        .extracting(found -> found.entry().type())
        .containsExactly("after", "l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "l9");
  }

  /** As a dump of an older cluster brings it: its transaction ids lie in the future here. */
  @Test
  void horizonOfAnotherCluster_isNotBelieved() throws Exception {
    server.execute(
        """
        select nextval('%1$s.log_seq_seq');
        update %1$s.sequencer set scanned_to = 1, gap_first = '{1}', gap_last = '{1}',
               gap_horizon = '{4000000000000}'"""
            .formatted(fixture.schema()));
    append("one");
    forgetsEveryGap();
    assertThat(storage.log().head()).isEqualTo(1);
  }

  @Test
  void gapsOfTheFirstRelease_areTakenOver() throws Exception {
    StorageFixture.Parked early =
        fixture.park(
            ChangeSet.builder(TENANT)
                .add(new Change.AppendLog(LogEntry.of("early", null, new byte[0])))
                .build());
    server.execute(
        "update %1$s.sequencer set scanned_to = 1, gaps = '{1}', horizons = '{0}'"
            .formatted(fixture.schema()));
    assertThat(storage.log().sequence(10)).isZero();
    early.close();
    assertThat(storage.log().sequence(10)).isEqualTo(1);
    assertThat(gaps()).isZero();
  }

  private void append(String type) {
    storage.commit(
        ChangeSet.builder(TENANT)
            .add(new Change.AppendLog(LogEntry.of(type, null, new byte[0])))
            .build());
  }

  @Test
  void pass_whileAnotherInstanceIsAtIt_givesNothing_andDoesNotWait() throws Exception {
    try (Connection other = server.connect()) {
      other.setAutoCommit(false);
      new Query(sql.of("select * from {sequencer} for update")).list(other, row -> row);
      storage.commit(
          ChangeSet.builder(TENANT)
              .add(new Change.AppendLog(LogEntry.of("one", null, new byte[0])))
              .build());
      assertThat(storage.log().sequence(10)).isZero();
      other.rollback();
    }
    assertThat(storage.log().sequence(10)).isEqualTo(1);
  }
}
