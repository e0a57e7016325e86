package dev.mplp.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.RateLimiter;
import dev.mplp.spi.RateLimiter.Rate;
import dev.mplp.tck.RateLimiterContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** In memory. */
class InMemoryRateLimiterTest extends RateLimiterContract {

  private final RateLimiter limiter = InMemoryRateLimiter.create();

  @Override
  protected RateLimiter limiter() {
    return limiter;
  }

  @Test
  void look_answersAsTakeWould_andTakesNothing() {
    AtomicLong micros = new AtomicLong();
    InMemoryRateLimiter settable = InMemoryRateLimiter.create(micros::get);
    Rate two = Rate.perMinute(2);
    for (int i = 0; i < 5; i++) {
      assertThat(settable.look("a", two).allowed()).isTrue();
    }
    assertThat(settable.size()).isZero();
    settable.take("a", two);
    settable.take("a", two);
    assertThat(settable.look("a", two)).isEqualTo(settable.take("a", two));
    assertThat(settable.look("a", two).retryAfter()).isEqualTo(Duration.ofSeconds(30));
    micros.addAndGet(30_000_000);
    assertThat(settable.look("a", two)).isEqualTo(settable.take("a", two));
  }
}
