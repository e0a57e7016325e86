package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.StorageHealth;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a storage tells of itself. */
class HealthTest {

  @Test
  void health_countsWhatIsReadyAndWithoutPosition_andKnowsThePool() {
    PostgresFixture fixture = PostgresFixture.onSharedServer();
    try (PostgresStorage storage = fixture.builder().maximumPoolSize(4).open()) {
      StorageHealth idle = storage.health();
      assertThat(idle.readySteps()).isZero();
      assertThat(idle.oldestReady()).isZero();
      assertThat(idle.unpositioned()).isZero();
      assertThat(idle.waitingCommits()).isZero();
      assertThat(idle.connections()).isNotNull();
      assertThat(idle.connections().most()).as("with the one that listens").isEqualTo(5);

      storage.commit(ChangeSet.builder("acme").add(start(3)).add(log()).add(log()).build());
      storage.commit(ChangeSet.builder("other").add(start(2)).build());
      fixture.advance(Duration.ofMinutes(3));

      StorageHealth busy = storage.health();
      assertThat(busy.readySteps()).isEqualTo(5);
      assertThat(busy.oldestReady())
          .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(3).plusSeconds(60));
      assertThat(busy.unpositioned()).isEqualTo(2);
      assertThat(busy.responseTime()).isPositive();
    } finally {
      fixture.close();
    }
  }

  private static Change log() {
    return new Change.AppendLog(LogEntry.of("t", null, "x".getBytes(UTF_8)));
  }

  private static Change start(int steps) {
    List<Change.NewStep> all =
        IntStream.range(0, steps)
            .mapToObj(
                i ->
                    new Change.NewStep(
                        i, UUID.randomUUID(), "r", List.of(), StepState.WAITING, new byte[0]))
            .toList();
    return new Change.StartExecution(UUID.randomUUID(), "c", UUID.randomUUID(), 0, Phase.OPEN, all);
  }

  @Test
  void health_countsLeasesThatWereLost() {
    PostgresFixture fixture = PostgresFixture.onSharedServer();
    try (PostgresStorage storage = fixture.open()) {
      UUID worker = storage.work().register("w", Duration.ofSeconds(10));
      assertThat(storage.work().extend(worker, Duration.ofSeconds(10)).alive()).isTrue();
      assertThat(storage.health().leasesLost()).isZero();
      fixture.advance(Duration.ofSeconds(11));
      storage.work().reap(10);

      assertThat(storage.work().extend(worker, Duration.ofSeconds(10)).alive()).isFalse();
      assertThat(storage.health().leasesLost()).isEqualTo(1);
    } finally {
      fixture.close();
    }
  }

  @Test
  void health_ofAServerThatIsGone_isAnErrorThatCanPass() {
    try (PostgresServer server = PostgresServer.start("fsync=off");
        PostgresStorage storage = PostgresStorage.connect(server.url())) {
      assertThat(storage.health().readySteps()).isZero();
      server.kill();
      assertThatThrownBy(storage::health)
          .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isTrue());
    }
  }
}
