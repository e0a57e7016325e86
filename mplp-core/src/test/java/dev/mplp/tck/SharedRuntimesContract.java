package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.Mplp;
import dev.mplp.RateLimitedException;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.observe.Replica;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.RateLimiter.Rate;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two runtimes over one storage that share a memory: what they limit, know and say together. */
public abstract class SharedRuntimesContract {

  private static final String SECRET = "Loan 4711 of Mrs Miller";

  private final AtomicInteger reads = new AtomicInteger();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Storage storage;
  private SharedMemory memory;

  /** A storage for one test. */
  protected abstract Storage newStorage();

  /** A memory for one test. */
  protected abstract SharedMemory newMemory();

  /** Another handle on it, as another process has it. */
  protected abstract SharedMemory again(SharedMemory memory);

  /**
   * A runtime.
   *
   * @param perSubject how often each subject may call, as often as it likes where that is null
   * @param encrypted whether it encrypts, always with the same key
   */
  protected abstract Mplp newRuntime(
      Storage over, SharedMemory sharing, String name, Rate perSubject, boolean encrypted);

  @BeforeEach
  void begin() {
    storage = newStorage();
    memory = newMemory();
    Eventually.until("the memory is there", () -> memory.health().available());
  }

  @AfterEach
  void end() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    memory.close();
    storage.close();
  }

  private Mplp runtime(Storage over, String name, Rate perSubject, boolean encrypted) {
    SharedMemory sharing = again(memory);
    open.add(sharing);
    Eventually.until("the memory is there", () -> sharing.health().available());
    Mplp mplp = newRuntime(over, sharing, name, perSubject, encrypted);
    open.add(mplp);
    return mplp;
  }

  private Mplp runtime(String name) {
    return runtime(storage, name, null, false);
  }

  /** The same storage, of which the readings of the log are counted. */
  private Storage counted() {
    return StorageTap.over(
        storage,
        call -> {
          if (call.name().equals("log.read") || call.name().equals("log.head")) {
            reads.incrementAndGet();
          }
          return call.proceed();
        });
  }

  @Test
  void callers_areLimitedByAllReplicasTogether_eachForItself() {
    Rate rate = new Rate(10, Duration.ofHours(10), 10);
    Principal anna = Principal.of("anna");
    Mplp[] replicas = {
      runtime(storage, "one", rate, false).as(anna), runtime(storage, "two", rate, false).as(anna)
    };
    for (int i = 0; i < 10; i++) {
      replicas[i % 2].contexts().system();
    }
    for (Mplp replica : replicas) {
      RateLimitedException refused =
          catchThrowableOfType(RateLimitedException.class, () -> replica.plans().limits().list());
      assertThat(refused.code()).isEqualTo("RATE_LIMITED");
      assertThat(refused.retryable()).isTrue();
      assertThat(refused).hasMessageContaining("anna").hasMessageContaining("10 times in PT10H");
      assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
    }
    replicas[0].as(Principal.of("bert")).contexts().system();
    replicas[0].as(Principal.of(Tenant.of("other"), "anna")).contexts().system();
  }

  @Test
  void replicas_areKnown_untilTheyEnd() {
    Mplp one = runtime("one");
    Mplp two = runtime("two");
    Eventually.until("both are known", () -> replicas(one).size() == 2);
    assertThat(replicas(two)).extracting(Replica::name).containsExactlyInAnyOrder("one", "two");
    assertThat(one.health().parts().get(1))
        .satisfies(
            part -> {
              assertThat(part.name()).isEqualTo("shared-memory");
              assertThat(part.status()).isEqualTo(Status.UP);
            });

    two.close();
    assertThat(replicas(one)).extracting(Replica::name).containsExactly("one");
  }

  private static List<Replica> replicas(Mplp mplp) {
    List<Replica> replicas = mplp.health().replicas();
    return replicas == null ? List.of() : replicas;
  }

  @Test
  void watchOfAnotherReplica_seesEverythingInOrder_withoutReadingTheLog() {
    Mplp writer = runtime("writer");
    Eventually.until("it gives positions", () -> positions(writer));
    Mplp watcher = runtime(counted(), "watcher", null, false);
    Watch watch = warm(watcher);
    Watch other =
        watcher.as(Principal.of(Tenant.of("other"), "eve")).events().watch(EventFilter.all(), 0);
    List<Long> seen = new ArrayList<>();
    int before = reads.get();
    for (int i = 0; i < 40; i++) {
      writer.contexts().create(context("Loan " + i));
      List<EventRecord> found = watch.next(Duration.ofSeconds(30));
      found.forEach(event -> seen.add(event.position()));
    }
    Eventually.until(
        "all is seen",
        () -> {
          watch.next(Duration.ofMillis(50)).forEach(event -> seen.add(event.position()));
          return seen.size() == 40;
        });
    assertThat(reads.get() - before).as("readings of the log").isLessThan(20);
    assertThat(seen).isSorted().doesNotHaveDuplicates();
    List<Long> told =
        writer.events().read(null, seen.get(0) - 1, 1000).stream()
            .map(EventRecord::position)
            .toList();
    assertThat(seen).isEqualTo(told);
    assertThat(other.next(Duration.ZERO)).isEmpty();
  }

  private static Context context(String title) {
    return Context.builder(Root.of("finance", "staging"), title).build();
  }

  private static boolean positions(Mplp mplp) {
    mplp.contexts().create(context("first"));
    return !mplp.events().poll(null, 0, 10, Duration.ofSeconds(1)).isEmpty();
  }

  /** A watch at the end of the log that is told what is new. */
  private Watch warm(Mplp watcher) {
    Watch watch = watcher.events().watch(EventFilter.all(), 0);
    Eventually.until(
        "nothing is read of the log",
        () -> {
          int before = reads.get();
          watch.next(Duration.ofMillis(100));
          return reads.get() == before;
        });
    return watch;
  }

  @Test
  void whatIsSaid_isEncrypted_whereTheStorageIs() {
    List<String> heard = new CopyOnWriteArrayList<>();
    open.add(
        memory
            .live()
            .subscribe(
                "log:default",
                new LiveEvents.Listener() {
                  @Override
                  public void heard(byte[] message) {
                    heard.add(new String(message, UTF_8));
                  }

                  @Override
                  public void missed() {
                    heard.add("missed");
                  }
                }));
    Eventually.until("it hears", () -> !heard.isEmpty());
    Mplp writer = runtime(storage, "writer", null, true);
    Eventually.until("it gives positions", () -> positions(writer));
    Mplp watcher = runtime(counted(), "watcher", null, true);
    Watch watch = warm(watcher);
    int before = reads.get();
    writer.contexts().create(context(SECRET));
    List<EventRecord> found = watch.next(Duration.ofSeconds(30));

    assertThat(found).hasSize(1);
    assertThat(found.toString()).contains("context");
    assertThat(reads.get() - before).isLessThan(5);
    Eventually.until("it was said", () -> heard.size() > 1);
    assertThat(heard).noneMatch(message -> message.contains("Miller"));
  }
}
