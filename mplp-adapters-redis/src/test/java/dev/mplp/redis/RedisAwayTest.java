package dev.mplp.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.RateLimitedException;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.Principal;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.runtime.CallLimits;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.Sharing;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.RateLimiter.Rate;
import dev.mplp.spi.SharedMemory;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.FaultyProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What runtimes do when Redis is killed, comes back without its data, or is silent. */
class RedisAwayTest {

  private static final Rate FIVE = new Rate(5, Duration.ofDays(1), 5);
  private static RedisServer server;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int allowed(Mplp mplp, String subject) {
    Mplp caller = mplp.as(Principal.of(subject));
    int allowed = 0;
    try {
      while (true) {
        caller.contexts().system();
        allowed++;
      }
    } catch (RateLimitedException e) {
      return allowed;
    }
  }

  private static Part part(Mplp mplp) {
    return mplp.health().parts().get(1);
  }

  private static void create(Mplp mplp, String title) {
    mplp.contexts().create(Context.builder(Root.of("finance", "staging"), title).build());
  }

  @Test
  void killedRedis_isDoneWithout_andUsedAgainWhenItIsBack() {
    try (InMemoryStorage storage = InMemoryStorage.create();
        SharedMemory first = RedisMemory.connect(server.url() + "?timeout=2000");
        SharedMemory second = RedisMemory.connect(server.url() + "?timeout=2000")) {
      Eventually.until(
          "connected", () -> first.health().available() && second.health().available());
      CallLimits limits = CallLimits.none().ofRole("clerk", Rate.perSecond(10_000));
      MplpRuntime.Builder builder = MplpRuntime.builder().storage(storage);
      try (Mplp one =
              builder
                  .sharing(Sharing.over(first))
                  .callLimits(limits.perSubject(FIVE))
                  .name("one")
                  .build();
          Mplp two = builder.sharing(Sharing.over(second)).name("two").build()) {
        assertThat(allowed(one, "anna") + allowed(two, "anna")).isEqualTo(5);
        Eventually.until("both are known", () -> replicas(one) == 2);
        Watch watch = two.as(Principal.of("w1", "clerk")).events().watch(EventFilter.all(), 0);
        Mplp writer = one.as(Principal.of("w2", "clerk"));
        create(writer, "before");
        List<Long> seen = new ArrayList<>();
        see(watch, seen, writer);

        server.kill();
        Eventually.until("it is away", () -> part(two).status() == Status.DEGRADED);
        assertThat(two.health().status()).isEqualTo(Status.DEGRADED);
        assertThat(part(two).detail()).contains("no connection").contains("goes by what it knows");
        assertThat(two.health().replicas()).isNull();
        create(writer, "while it is away");
        see(watch, seen, writer);
        assertThat(allowed(two, "bert")).isEqualTo(5);

        server.restart();
        Eventually.until("it is back", () -> part(two).status() == Status.UP);
        Eventually.until("both are known", () -> replicas(two) == 2);
        Eventually.until("it is back", () -> part(one).status() == Status.UP);
        create(writer, "after");
        see(watch, seen, writer);
        assertThat(allowed(one, "carl") + allowed(two, "carl")).isEqualTo(5);
      }
    }
  }

  /** Until everything was seen that the log has. */
  private static void see(Watch watch, List<Long> seen, Mplp reader) {
    Eventually.until(
        "everything is seen",
        () -> {
          seen.addAll(positions(watch.next(Duration.ofMillis(100))));
          return seen.equals(positions(reader.events().read(null, 0, 1000)));
        });
  }

  private static List<Long> positions(List<EventRecord> events) {
    return events.stream().map(EventRecord::position).toList();
  }

  private static int replicas(Mplp mplp) {
    var replicas = mplp.health().replicas();
    return replicas == null ? 0 : replicas.size();
  }

  @Test
  void silentRedis_holdsCallsUpAFewTimes_andThenNoMore() {
    try (FaultyProxy proxy = new FaultyProxy(server.port())) {
      String url = "redis://127.0.0.1:" + proxy.port() + "?timeout=100";
      try (Mplp mplp =
          MplpRuntime.fromEnvironment(
              Map.of("REDIS_URL", url, "MPLP_CALLS_PER_SUBJECT", "1000000/s"))) {
        Eventually.until("connected", () -> part(mplp).status() == Status.UP);
        mplp.contexts().system();
        proxy.holdAnswers(true);
        long begin = System.nanoTime();
        for (int i = 0; i < 200; i++) {
          mplp.contexts().system();
        }
        // Without the breaker: 200 times 100 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        proxy.holdAnswers(false);
        Eventually.until("it is back", () -> part(mplp).status() == Status.UP);
      }
    }
  }

  @Test
  void wrongUrl_isToldWithTheRest_withoutItsPassword() {
    Map<String, String> environment =
        Map.of("REDIS_URL", "redis://u:secret@a:x", "MPLP_CALLS_PER_TENANT", "5/s");
    assertThatThrownBy(() -> MplpRuntime.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the URL of Redis has a port")
        .hasMessageNotContaining("secret");
  }
}
