package dev.mplp.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.dialog.Dialog;
import dev.mplp.model.ModuleName;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Turnstile;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of an object whose Context changes between the look at it and the commit. */
class CreateRaceTest {

  private final Storage memory = InMemoryStorage.create();
  private final Turnstile turnstile = new Turnstile(memory);

  @Test
  void create_contextIsClosedMeanwhile_refused() {
    try (Mplp mplp = MplpRuntime.builder().storage(turnstile.storage()).build()) {
      Context context = mplp.contexts().open("race", Root.of("finance", "test"));
      Turnstile.Held creating = turnstile.holdCommit(CreateRaceTest::putsDialog);
      CompletableFuture<Dialog> dialog =
          CompletableFuture.supplyAsync(() -> mplp.dialogs().open(context.contextId()));
      creating.awaitArrival();
      mplp.contexts().close(context.contextId(), null);
      creating.release();

      assertThatThrownBy(dialog::join)
          .cause()
          .isInstanceOfSatisfying(
              ConflictException.class, e -> assertThat(e.code()).isEqualTo("CONTEXT_NOT_ACTIVE"));
    }
  }

  @Test
  void create_contextIsSuspendedMeanwhile_created() {
    try (Mplp mplp = MplpRuntime.builder().storage(turnstile.storage()).build()) {
      Context context = mplp.contexts().open("race", Root.of("finance", "test"));
      Turnstile.Held creating = turnstile.holdCommit(CreateRaceTest::putsDialog);
      CompletableFuture<Dialog> dialog =
          CompletableFuture.supplyAsync(() -> mplp.dialogs().open(context.contextId()));
      creating.awaitArrival();
      mplp.contexts().suspend(context.contextId(), null);
      creating.release();

      assertThat(mplp.dialogs().get(dialog.join().dialogId()).contextId())
          .isEqualTo(context.contextId());
    }
  }

  @Test
  void create_anotherWithTheSameId_refused() {
    try (Mplp mplp = MplpRuntime.builder().storage(memory).build()) {
      Context context = mplp.contexts().open("race", Root.of("finance", "test"));
      Dialog dialog = mplp.dialogs().open(context.contextId());

      assertThatThrownBy(() -> mplp.dialogs().create(dialog))
          .isInstanceOfSatisfying(
              ConflictException.class, e -> assertThat(e.code()).isEqualTo("ALREADY_EXISTS"));
    }
  }

  private static boolean putsDialog(Change change) {
    return change instanceof Change.PutDocument put && put.kind().equals(ModuleName.DIALOG.wire());
  }
}
