package dev.mplp.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The leases of a worker, and what counts as losing one. */
class WorkerIdsTest {

  private final AtomicReference<Runnable> beforeExtension = new AtomicReference<>(() -> {});
  private final Storage storage = InMemoryStorage.builder().build();
  private final Storage tapped =
      StorageTap.over(
          storage,
          call -> {
            if (call.name().equals("work.extend")) {
              beforeExtension.get().run();
            }
            return call.proceed();
          });
  private final WorkerIds ids = new WorkerIds(tapped.work(), "w", Duration.ofSeconds(10));

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void lease_thatOthersEnded_isLost() {
    UUID id = ids.present();
    assertThat(ids.beat().lost()).isFalse();
    storage.work().deregister(id);
    assertThat(ids.beat().lost()).isTrue();
    assertThat(ids.all()).isEmpty();
    assertThat(ids.present()).isNotEqualTo(id);
  }

  @Test
  void lease_thatIsGivenUpAtTheMomentOfABeat_isNotLost() {
    UUID id = ids.present();
    beforeExtension.set(ids::giveUpAll);
    assertThat(ids.beat().lost()).isFalse();
    assertThat(ids.isHeld(id)).isFalse();
    assertThat(ids.all()).isEmpty();
  }
}
