package dev.mplp.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timers whose effect fails. */
class TimerLoopTest {

  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryStorage storage = InMemoryStorage.builder().clock(time::get).build();
  private final List<String> fired = new CopyOnWriteArrayList<>();
  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private final Notices notices =
      new Notices(
          new RuntimeListener() {
            @Override
            public void timerFailed(String kind, String id, int failures) {
              told.add(failures);
            }
          });
  private TimerLoop loop;

  @AfterEach
  void close() {
    loop.close();
    notices.close();
  }

  private void start(RuntimeException failure) {
    loop = new TimerLoop(storage, timer -> fire(timer, failure), notices);
    loop.start();
  }

  private void fire(Timer timer, RuntimeException failure) {
    fired.add(timer.id());
    if (timer.id().equals("bad")) {
      throw failure;
    }
    commit(new Change.RemoveTimer(timer.kind(), timer.id()));
  }

  private void put(String id) {
    commit(new Change.PutTimer("kind", id, storage.now(), new byte[0]));
    loop.wake();
  }

  private void commit(Change change) {
    storage.commit(ChangeSet.builder("default").add(change).build());
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Test
  void effectThatFails_isToldAndLeftAloneForAWhile_whileOthersGoOn() {
    start(new IllegalStateException("broken"));
    put("bad");
    eventually(() -> told.size() == 1);

    time.updateAndGet(now -> now.plus(Duration.ofSeconds(11)));
    put("good"); // is due after the bad one, whose hold is over

    eventually(() -> fired.contains("good"));
    assertThat(fired).containsExactly("bad", "good");
    assertThat(told).containsExactly(1);
  }

  @Test
  void effectThatFailsForTheStorage_comesBackWithItsHold() {
    start(new StorageException(true, "no connection", null));
    put("bad");
    eventually(() -> fired.size() == 1);

    time.updateAndGet(now -> now.plus(Duration.ofSeconds(11)));
    put("good");

    eventually(() -> fired.contains("good"));
    assertThat(fired).containsExactly("bad", "bad", "good");
    assertThat(told).isEmpty();
  }
}
