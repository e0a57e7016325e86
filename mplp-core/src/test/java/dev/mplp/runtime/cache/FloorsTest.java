package dev.mplp.runtime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.cache.Floors.Floor;
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
  void changedAll_leavesNothingThatCounts() {
    Floor before = floors.of(KEY);
    floors.show(KEY, before, version(1), true, 1000L);
    floors.changedAll();
    assertThat(floors.near(KEY, 0)).isNull();
    assertThat(floors.of(KEY).unread()).isTrue();
    floors.show(KEY, before, version(1), true, 1000L);
    assertThat(floors.near(KEY, 0)).as("of a load that began before").isNull();
  }
}
