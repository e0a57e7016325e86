package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Leases;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link Leases}: one holder at a time, and an epoch for each. */
public abstract class LeasesContract extends StorageKit {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private final UUID ann = new UUID(4, 1);
  private final UUID bob = new UUID(4, 2);
  private Leases leases;

  @BeforeEach
  void useLeases() {
    leases = storage.leases();
  }

  @Test
  void acquire_byOneHolder_extendsAndKeepsTheEpoch() {
    long epoch = leases.acquire("a", ann, LEASE).orElseThrow();
    for (int i = 0; i < 3; i++) {
      fixture.advance(LEASE.minusMinutes(1));
      assertThat(leases.acquire("a", ann, LEASE)).contains(epoch);
      assertThat(leases.acquire("a", bob, LEASE)).isEmpty();
    }
  }

  @Test
  void acquire_whileSomebodyElseHasIt_isEmpty_alsoThroughAnotherHandle() {
    leases.acquire("a", ann, LEASE);
    assertThat(leases.acquire("a", bob, LEASE)).isEmpty();
    assertThat(fixture.open().leases().acquire("a", bob, LEASE)).isEmpty();
    assertThat(leases.acquire("b", bob, LEASE)).isPresent();
  }

  @Test
  void acquire_afterItEnded_givesTheNextEpoch() {
    long epoch = leases.acquire("a", ann, LEASE).orElseThrow();
    fixture.advance(LEASE.plusSeconds(1));
    assertThat(leases.acquire("a", bob, LEASE)).contains(epoch + 1);
    assertThat(leases.acquire("a", ann, LEASE)).isEmpty();
  }

  @Test
  void acquire_byAHolderThatComesBack_givesTheNextEpoch() {
    long epoch = leases.acquire("a", ann, LEASE).orElseThrow();
    fixture.advance(LEASE.plusSeconds(1));
    assertThat(leases.acquire("a", ann, LEASE)).contains(epoch + 1);
    leases.release("a", ann);
    assertThat(leases.acquire("a", ann, LEASE)).contains(epoch + 2);
  }

  @Test
  void release_letsTheNextOneIn_onlyByItsHolder() {
    long epoch = leases.acquire("a", ann, LEASE).orElseThrow();
    leases.release("a", bob);
    leases.release("nothing", bob);
    assertThat(leases.acquire("a", bob, LEASE)).isEmpty();
    leases.release("a", ann);
    leases.release("a", ann);
    assertThat(leases.acquire("a", bob, LEASE)).contains(epoch + 1);
  }

  @Test
  void acquire_underContention_hasOneHolderPerEpoch() {
    List<Integer> held =
        Contention.run(
            6,
            number -> {
              UUID self = new UUID(5, number);
              return handle(number).leases().acquire("a", self, LEASE).isPresent() ? 1 : 0;
            });
    assertThat(Contention.sum(held)).isEqualTo(1);
  }

  @Test
  void acquireAndRelease_underContention_neverOverlap() {
    int[] unguarded = new int[1];
    int each = 20;
    List<Long> epochs =
        Contention.run(
            4,
            number -> {
              UUID self = new UUID(6, number);
              long last = 0;
              for (int won = 0; won < each; ) {
                var epoch = handle(number).leases().acquire("a", self, LEASE);
                if (epoch.isPresent()) {
                  assertThat(epoch.get()).isGreaterThan(last);
                  last = epoch.get();
                  unguarded[0]++;
                  won++;
                  handle(number).leases().release("a", self);
                }
              }
              return last;
            });
    assertThat(unguarded[0]).isEqualTo(4 * each);
    assertThat(epochs).contains(4L * each);
  }
}
