package dev.mplp.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.Mplp;
import dev.mplp.RateLimitedException;
import dev.mplp.model.Principal;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.runtime.CallLimits;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.Sharing;
import dev.mplp.spi.Presence.Member;
import dev.mplp.spi.RateLimiter.Rate;
import dev.mplp.spi.SharedMemory;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the page about Redis shows. */
class RedisPageTest {

  private final String url = RedisServer.shared().url() + "?timeout=5000";

  @Test
  void sharing_andLimits() {
    try (SharedMemory redis = RedisMemory.connect(url);
        Mplp mplp =
            MplpRuntime.builder()
                .sharing(Sharing.over(redis))
                .callLimits(
                    CallLimits.none()
                        .perTenant(Rate.perSecond(500))
                        .perSubject(Rate.perMinute(600).withBurst(20))
                        .ofRole("importer", Rate.perSecond(100)))
                .build()) {
      Mplp caller = mplp.as(Principal.of("anna-" + UUID.randomUUID()));
      RateLimitedException refused =
          catchThrowableOfType(
              RateLimitedException.class,
              () -> {
                while (true) {
                  caller.contexts().system();
                }
              });
      assertThat(refused.retryAfter()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
  }

  @Test
  void presence_ofAgents() {
    try (RedisMemory redis = RedisMemory.connect(url)) {
      Eventually.until("connected", () -> redis.health().available());
      Member agent =
          new Member(UUID.randomUUID().toString(), Instant.now(), Map.of("role", "clerk"));
      redis.presence().announce("agents", agent, Duration.ofSeconds(15)); // again every 5 s

      assertThat(redis.presence().list("agents")).contains(agent);
    }
  }
}
