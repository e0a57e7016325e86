package dev.mplp.runtime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloorsTest {

  private static final DocumentKey KEY = new DocumentKey("acme", "context", "c1");

  private final Floors floors = new Floors(100, 1 << 20, Duration.ofMinutes(1));

  private static CachedDocument version(long version) {
    return new CachedDocument(1, version, new byte[0]);
  }

  @Test
  void near_untilItsTime_isThere() {
    CachedDocument copy = version(1);
    floors.show(KEY, floors.of(KEY), copy, true, 1000L);
    assertThat(floors.near(KEY, 999)).isSameAs(copy);
    assertThat(floors.near(KEY, 1000)).isNull();
  }

  @Test
  void near_ofALoadThatWasQuickerAndSawLess_goes() {
    Floor late = floors.of(KEY);
    floors.changed(KEY);
    Floor quick = floors.of(KEY);
    floors.show(KEY, quick, version(1), true, 1000L);
    floors.show(KEY, late, version(2), true, 1000L);
    assertThat(floors.near(KEY, 0)).isNull();
    assertThat(floors.of(KEY).version()).isEqualTo(2);
  }

  @Test
  void near_ofALoadThatBeganBeforeAChange_isNotKept() {
    Floor before = floors.of(KEY);
    floors.changed(KEY);
    floors.show(KEY, before, version(1), true, 1000L);
    assertThat(floors.near(KEY, 0)).isNull();
    assertThat(floors.of(KEY).unread()).isTrue();
  }

  @Test
  void changed_ofATenant_leavesNothingOfItThatCounts() {
    DocumentKey other = new DocumentKey("other", "context", "c1");
    floors.show(other, floors.of(other), version(1), true, 1000L);
    Floor before = floors.of(KEY);
    floors.show(KEY, before, version(1), true, 1000L);
    Floor kept = floors.of(KEY);
    long read = System.nanoTime();
    floors.changed(KEY.tenant());
    assertThat(floors.near(KEY, 0)).isNull();
    assertThat(floors.near(other, 0)).as("of another tenant").isNotNull();
    assertThat(floors.of(KEY).allows(read - 1)).isFalse();
    assertThat(floors.of(KEY).allows(System.nanoTime())).isTrue();
    floors.show(KEY, kept, version(1), true, 1000L);
    assertThat(floors.near(KEY, 0)).as("of a load that began before").isNull();
    assertThat(floors.of(KEY).allows(read - 1)).isFalse();
    floors.show(KEY, floors.of(KEY), version(1), true, 1000L);
    assertThat(floors.near(KEY, 0)).isNotNull();
    assertThat(floors.of(KEY).allows(read - 1)).as("was read since").isTrue();
  }

  @Test
  void changed_ofMoreTenantsThanThereIsRoomFor_distrustsAll() {
    floors.show(KEY, floors.of(KEY), version(1), true, 1000L);
    long read = System.nanoTime() - 1;
    for (int i = 0; i <= 10_000; i++) {
      floors.changed("tenant " + i);
    }
    assertThat(floors.near(KEY, 0)).isNull();
    assertThat(floors.of(KEY).allows(read)).isFalse();
  }

  @Test
  void changed_byARecordThatWasTold_marksOnce() {
    floors.changed(KEY, 7);
    floors.show(KEY, floors.of(KEY), version(2), true, 1000L);
    floors.changed(KEY, 6);
    floors.changed(KEY, 7);
    assertThat(floors.near(KEY, 0)).isNotNull();
    assertThat(floors.of(KEY).unread()).isFalse();
    floors.changed(KEY, 8);
    assertThat(floors.near(KEY, 0)).isNull();
    assertThat(floors.of(KEY).unread()).isTrue();
  }

  @Test
  void floor_thatHadNoRoom_leavesThatCopiesMustBeReadSince() {
    Floors small = new Floors(1, 1 << 20, Duration.ofMinutes(1));
    small.saw(KEY, version(3));
    long read = System.nanoTime() - 1;
    for (int i = 0; i < 100; i++) {
      small.saw(new DocumentKey("acme", "context", "other" + i), version(1));
    }
    small.saw(new DocumentKey("acme", "context", "last"), version(1));
    assertThat(small.of(KEY).version()).isZero();
    assertThat(small.of(KEY).allows(read)).isFalse();
    assertThat(small.of(KEY).unread()).as("later copies count").isFalse();
  }
}
