package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.postgres.CuttingProxy.Cut;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when connections break, also at the worst moment. */
class LostConnectionTest {

  private static final String TENANT = "acme";

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();
  private CuttingProxy proxy;
  private PostgresStorage storage;

  @BeforeEach
  void open() throws SQLException {
    proxy = new CuttingProxy(port());
    storage =
        PostgresStorage.builder("postgresql://postgres@127.0.0.1:" + proxy.port() + "/postgres")
            .schema(schema)
            .maximumPoolSize(3)
            .open();
  }

  private int port() throws SQLException {
    try (Connection connection = server.connect()) {
      return new Query("select inet_server_port()").first(connection, Row::number).orElseThrow();
    }
  }

  @AfterEach
  void close() {
    storage.close();
    proxy.close();
    server.execute("drop schema " + schema + " cascade");
  }

  private static ChangeSet document(String id) {
    return ChangeSet.builder(TENANT)
        .add(new Change.PutDocument("kind", id, 0, bytes("x"), Map.of()))
        .add(new Change.AppendLog(LogEntry.of("written", null, bytes("x"))))
        .build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void commit_whoseConnectionBreaksAtCommit_isUnknown_andRepeatingFindsOut(Cut cut) {
    ChangeSet set = document("one");
    proxy.cutOn("insert into \"" + schema + "\".log", cut);

    assertThatThrownBy(() -> storage.commit(set)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(proxy.hasCut()).isTrue();

    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    assertThat(storage.get(new DocumentKey(TENANT, "kind", "one"))).isPresent();
    assertThat(storage.log().lag()).as("written once").isEqualTo(1);
  }

  @Test
  void commit_whoseConnectionBreaksBefore_isRepeatedByTheStorage() {
    proxy.cutOn("insert into \"" + schema + "\".document ", Cut.AFTER);

    assertThat(storage.commit(document("one"))).isEqualTo(Committed.INSTANCE);
    assertThat(proxy.hasCut()).isTrue();
    assertThat(storage.log().lag()).isEqualTo(1);
  }

  @Test
  void settlement_whoseConnectionBreaksAtCommit_isCommittedWhenRepeated_andNotFenced() {
    UUID execution = start(2);
    UUID worker = storage.work().register("w", Duration.ofMinutes(1));
    Claim claim = storage.work().claim(worker, null, 1).get(0);
    ChangeSet set =
        ChangeSet.builder(TENANT)
            .add(
                new Change.SettleStep(
                    execution,
                    claim.index(),
                    claim.attempt(),
                    worker,
                    new Settlement.Completed(),
                    null))
            .add(new Change.AppendLog(LogEntry.of("done", null, bytes("x"))))
            .build();
    proxy.cutOn("insert into \"" + schema + "\".log", Cut.AFTER);

    assertThatThrownBy(() -> storage.commit(set)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    assertThat(storage.work().step(TENANT, execution, 0))
        .map(StepRun::state)
        .contains(StepState.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void claim_whoseAnswerIsLost_isAnsweredByTheNext_andNoStepIsStuck(Cut cut) {
    UUID execution = start(3);
    UUID worker = storage.work().register("w", Duration.ofMinutes(1));
    proxy.cutOn("with recursive alive", cut);

    assertThatThrownBy(() -> storage.work().claim(worker, null, 2))
        .isInstanceOf(StorageException.class);
    List<Claim> claims = storage.work().claim(worker, null, 2);

    assertThat(claims).extracting(Claim::index).containsExactly(0, 1);
    assertThat(claims).extracting(Claim::attempt).containsOnly(1);
    assertThat(storage.work().claim(worker, null, 2)).extracting(Claim::index).containsExactly(2);
    assertThat(storage.work().tally(TENANT, execution)).containsEntry(StepState.RUNNING, 3);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void exchange_whoseAnswerIsLost_isFoundOutByACommit_andItsClaimsByTheNext(Cut cut) {
    UUID execution = start(3);
    UUID worker = storage.work().register("w", Duration.ofMinutes(1));
    Claim claim = storage.work().claim(worker, null, 1).get(0);
    ChangeSet set =
        ChangeSet.builder(TENANT)
            .add(
                new Change.SettleStep(
                    execution,
                    claim.index(),
                    claim.attempt(),
                    worker,
                    new Settlement.Completed(),
                    null))
            .build();
    proxy.cutOn("with recursive alive", cut);

    assertThatThrownBy(() -> storage.exchange(List.of(set), worker, null, 2))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    List<Claim> claims = storage.work().claim(worker, null, 2);

    assertThat(claims).extracting(Claim::index).containsExactly(1, 2);
    assertThat(claims).extracting(Claim::attempt).containsOnly(1);
    assertThat(storage.work().tally(TENANT, execution))
        .containsEntry(StepState.COMPLETED, 1)
        .containsEntry(StepState.RUNNING, 2);
  }

  private UUID start(int steps) {
    UUID execution = UUID.randomUUID();
    List<Change.NewStep> all =
        IntStream.range(0, steps)
            .mapToObj(
                i ->
                    new Change.NewStep(
                        i, UUID.randomUUID(), "r", List.of(), StepState.WAITING, bytes("p")))
            .toList();
    storage.commit(
        ChangeSet.builder(TENANT)
            .add(new Change.StartExecution(execution, "c", UUID.randomUUID(), 0, Phase.OPEN, all))
            .build());
    return execution;
  }

  @Test
  void everyConnectionEnded_reads_writesAndSignalsGoOn() throws InterruptedException {
    try (PostgresStorage other =
        PostgresStorage.builder(server.url()).schema(schema).maximumPoolSize(2).open()) {
      server.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'mplp' and pid <> pg_backend_pid()");

      assertThat(storage.get(new DocumentKey(TENANT, "kind", "none"))).isEmpty();
      assertThat(other.commit(document("one"))).isEqualTo(Committed.INSTANCE);

      CountDownLatch heard = new CountDownLatch(1);
      storage.onSignal(
          signal -> {
            if (signal == Signal.TIMER) {
              heard.countDown();
            }
          });
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      int n = 0;
      while (!heard.await(100, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
        other.commit(
            ChangeSet.builder(TENANT)
                .add(new Change.PutTimer("k", "t" + n++, other.now(), bytes("x")))
                .build());
      }
      assertThat(heard.getCount()).isZero();
    }
  }

  @Test
  void noServer_isAnErrorThatMayPass() {
    assertThatThrownBy(
            () ->
                PostgresStorage.builder(
                        "postgresql://postgres:secret@127.0.0.1:1/postgres?connectTimeout=1")
                    .open())
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessageNotContaining("secret");
  }
}
