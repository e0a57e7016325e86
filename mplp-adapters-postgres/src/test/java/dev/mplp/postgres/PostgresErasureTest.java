package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.administration.Erasure;
import dev.mplp.administration.ErasureRequest;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.model.Principal;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ErasureContract;
import dev.mplp.tck.StorageFixture;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PostgresErasureTest extends ErasureContract {

  private final PostgresServer server = PostgresServer.shared();
  private final PostgresFixture fixture = new PostgresFixture(server);

  @Override
  protected StorageFixture newFixture() {
    return fixture;
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder().storage(storage).build();
  }

  /** Whoever holds the row of the sequencer keeps positions from being given. */
  @Test
  void recordsWithoutPositions_areWaitedFor_andErasedToo() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<Erasure> erasing;
    try (Connection held = server.connect();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("select from " + fixture.schema() + ".sequencer for update");
      Dialog dialog = mplp().dialogs().open(context().contextId());
      mplp()
          .as(Principal.of("alice"))
          .dialogs()
          .send(dialog.dialogId(), MessageDraft.user("UNSEEN"));
      assertThat(storage().log().lag()).isPositive();
      erasing =
          other.submit(
              () -> mplp().administration().erase(ErasureRequest.of("alice", "request 14")));
      assertThatThrownBy(() -> erasing.get(3, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      held.rollback();
    }
    assertThat(erasing.get(30, TimeUnit.SECONDS).records()).isPositive();
    other.shutdown();
    awaitPositions();
    assertThat(storage().log().read("default", null, 0, 1000))
        .noneMatch(record -> new String(record.entry().body(), UTF_8).contains("UNSEEN"));
  }
}
