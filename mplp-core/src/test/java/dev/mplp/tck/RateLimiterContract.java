package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.RateLimiter;
import dev.mplp.spi.RateLimiter.Decision;
import dev.mplp.spi.RateLimiter.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * {@link RateLimiter}: never more than the burst and what has come since, whoever asks. The clock
 * is that of the limiter, so times are bounds and rates slow.
 */
public abstract class RateLimiterContract {

  /** Slow enough that a test sees no permit come back. */
  private static final Rate HOURLY = new Rate(10, Duration.ofHours(1), 10);

  /** The limiter; the same one, or another handle on the same, at each call. */
  protected abstract RateLimiter limiter();

  private static String key() {
    return "key-" + UUID.randomUUID();
  }

  @Test
  void burst_isAllowed_andNothingAfterIt() {
    String key = key();
    for (int left = 9; left >= 0; left--) {
      Decision decision = limiter().take(key, HOURLY);
      assertThat(decision.allowed()).isTrue();
      assertThat(decision.remaining()).isEqualTo(left);
      assertThat(decision.retryAfter()).isZero();
    }
    Decision refused = limiter().take(key, HOURLY);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.retryAfter())
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofMinutes(6))
        .isGreaterThan(Duration.ofMinutes(5));
    assertThat(refused.resetAfter())
        .isLessThanOrEqualTo(Duration.ofHours(1))
        .isGreaterThan(Duration.ofMinutes(58));
  }

  @Test
  void cost_isTakenWhole_orNotAtAll() {
    String key = key();
    assertThat(limiter().take(key, HOURLY, 7).remaining()).isEqualTo(3);
    Decision refused = limiter().take(key, HOURLY, 4);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.remaining()).isEqualTo(3);
    assertThat(refused.retryAfter())
        .isLessThanOrEqualTo(Duration.ofMinutes(6))
        .isGreaterThan(Duration.ofMinutes(5));
    assertThat(limiter().take(key, HOURLY, 3).allowed()).isTrue();
  }

  @Test
  void permits_comeBackAtTheirRate() {
    String key = key();
    Rate rate = new Rate(20, Duration.ofSeconds(1), 2);
    assertThat(limiter().take(key, rate, 2).allowed()).isTrue();
    Eventually.until("a permit is back", () -> limiter().take(key, rate).allowed());

    String other = key();
    long begin = System.nanoTime();
    int allowed = 0;
    while (allowed < 12) {
      allowed += limiter().take(other, rate).allowed() ? 1 : 0;
    }
    // Two at once and ten at 50 ms each.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(495));
  }

  @Test
  void keys_areApart() {
    String one = key();
    assertThat(limiter().take(one, HOURLY, 10).allowed()).isTrue();
    assertThat(limiter().take(one, HOURLY).allowed()).isFalse();
    assertThat(limiter().take(key(), HOURLY, 10).allowed()).isTrue();
  }

  @Test
  void anyKey_isTaken() {
    String odd = "{tenant} ü\n\0 " + key();
    assertThat(limiter().take(odd, HOURLY, 10).allowed()).isTrue();
    assertThat(limiter().take(odd, HOURLY).allowed()).isFalse();
    String longest = key() + "x".repeat(RateLimiter.MAX_KEY);
    longest = longest.substring(0, RateLimiter.MAX_KEY);
    assertThat(limiter().take(longest, HOURLY).allowed()).isTrue();
  }

  @Test
  void outOfBounds_isRefused() {
    assertThatThrownBy(() -> limiter().take("", HOURLY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limiter().take("x".repeat(501), HOURLY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limiter().take("x", HOURLY, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("burst of 10");
    assertThatThrownBy(() -> limiter().take("x", HOURLY, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(0, Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, Duration.ofDays(2), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(2_000_000, Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, Duration.ofDays(1), 31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30 days");
    assertThatThrownBy(() -> Rate.perSecond(5).withBurst(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void largestRates_areReckonedExactly() {
    String key = key();
    Rate rate = new Rate(1, Duration.ofDays(1), 30);
    assertThat(limiter().take(key, rate, 29).remaining()).isEqualTo(1);
    assertThat(limiter().take(key, rate).remaining()).isZero();
    Decision refused = limiter().take(key, rate);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter())
        .isLessThanOrEqualTo(Duration.ofDays(1))
        .isGreaterThan(Duration.ofHours(23));
  }

  @Test
  void manyThreads_getTheBurstTogether_andNotOneMore() throws Exception {
    String key = key();
    Rate rate = new Rate(100, Duration.ofDays(1), 100);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        counts.add(
            threads.submit(
                () -> {
                  int allowed = 0;
                  for (int i = 0; i < 50; i++) {
                    allowed += limiter().take(key, rate).allowed() ? 1 : 0;
                  }
                  return allowed;
                }));
      }
      int allowed = 0;
      for (Future<Integer> count : counts) {
        allowed += count.get(30, TimeUnit.SECONDS);
      }
      assertThat(allowed).isEqualTo(100);
    } finally {
      threads.shutdownNow();
    }
  }
}
