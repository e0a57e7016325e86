package dev.mplp.examples.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.RateLimitedException;
import dev.mplp.model.Principal;
import dev.mplp.runtime.memory.InMemoryRateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitedFailuresTest {

  private final AtomicLong micros = new AtomicLong();
  private final List<String> looked = new ArrayList<>();
  private final Authenticator limited =
      new LimitedFailures(
          new Authenticator() {
            @Override
            public Principal authenticate(RequestCredentials credentials) {
              if (credentials.areMissing()) {
                throw UnauthenticatedException.missing("who is it?");
              }
              String key = credentials.apiKey().get(0);
              looked.add(key);
              if (key.equals("bad")) {
                throw UnauthenticatedException.invalid("it is bad");
              }
              return Principal.of(key);
            }

            @Override
            public boolean knows(RequestCredentials credentials) {
              return credentials.apiKey().contains("known");
            }
          },
          3,
          InMemoryRateLimiter.create(micros::get));

  private Principal sent(String key, String origin) {
    return limited.authenticate(new RequestCredentials(List.of(), List.of(key), "", origin));
  }

  private void fails(int times) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> sent("bad", "192.0.2.1"))
          .isInstanceOf(UnauthenticatedException.class);
    }
  }

  @Test
  void addressWhereTooManyFailed_isNotLookedAt_forAWhile() {
    fails(3);
    looked.clear();
    assertThatThrownBy(() -> sent("bad", "192.0.2.1"))
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(20)))
        .hasMessageContaining("192.0.2.1");
    assertThatThrownBy(() -> sent("ada", "192.0.2.1")).isInstanceOf(RateLimitedException.class);
    assertThat(looked).isEmpty();

    micros.addAndGet(20_000_000);
    fails(1);
    assertThatThrownBy(() -> sent("bad", "192.0.2.1")).isInstanceOf(RateLimitedException.class);
    micros.addAndGet(60_000_000);
    fails(3);
  }

  @Test
  void othersAreLetIn_elsewhere_andHereWhenTheyAreKnown() {
    fails(3);
    assertThat(sent("ada", "192.0.2.2")).isEqualTo(Principal.of("ada"));
    assertThat(sent("known", "192.0.2.1")).isEqualTo(Principal.of("known"));
  }

  @Test
  void whoSendsNothing_isToldSo_andCountsForNothing() {
    RequestCredentials none = new RequestCredentials(List.of(), List.of(), "", "192.0.2.1");
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> limited.authenticate(none))
          .isInstanceOf(UnauthenticatedException.class);
    }
    fails(3);
    assertThatThrownBy(() -> limited.authenticate(none))
        .isInstanceOf(UnauthenticatedException.class);
  }

  @Test
  void whoIsLetIn_countsForNothing() {
    for (int i = 0; i < 20; i++) {
      sent("ada", "192.0.2.1");
    }
    fails(3);
  }
}
