package dev.mplp.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.runtime.Caching;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runtimes over one storage and a private server that goes away. */
class RedisCachingTest {

  private static final Root ROOT = Root.of("finance", "staging");

  private static RedisServer server;
  private final InMemoryStorage storage = InMemoryStorage.create();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    server.cli("FLUSHALL");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    storage.close();
  }

  private MplpRuntime.Builder over(String url) {
    RedisMemory memory = RedisMemory.connect(url);
    opened.add(memory);
    return MplpRuntime.builder().storage(storage).cache(Caching.by(memory.objects()));
  }

  private Mplp begun(MplpRuntime.Builder builder) {
    Mplp mplp = builder.build();
    opened.add(0, mplp);
    return mplp;
  }

  private static RuntimeHealth.Part cache(Mplp mplp) {
    RuntimeHealth.Part part = mplp.health().parts().get(1);
    assertThat(part.name()).isEqualTo("cache");
    return part;
  }

  private static void connected(Mplp mplp) {
    Eventually.until("the cache is there", () -> cache(mplp).status() == Status.UP);
  }

  /** In how many values of the server a text is. */
  private static int values(String text) {
    String script =
        "local n = 0 for _, k in ipairs(redis.call('KEYS', '*')) do"
            + " if string.find(redis.call('GET', k), ARGV[1], 1, true) then n = n + 1 end end"
            + " return n";
    return Integer.parseInt(server.cli("EVAL", script, "0", text).strip());
  }

  @Test
  void example_readsFromCopiesInRedis() {
    String url = server.url();
    try (RedisMemory redis = RedisMemory.connect(url);
        Mplp mplp =
            MplpRuntime.builder().storage(storage).cache(Caching.by(redis.objects())).build()) {
      connected(mplp);
    }
  }

  @Test
  void contentThatIsGone_isNeitherInRedisNorInAnyProcess() {
    Mplp here = begun(over(server.url()));
    Mplp there = begun(over(server.url()));
    connected(here);
    connected(there);
    Context context = here.contexts().open("of Jane Doe", ROOT);
    ContextId id = context.contextId();
    Eventually.until(
        "there is a copy",
        () -> {
          here.contexts().get(id);
          there.contexts().get(id);
          return values("Jane Doe") == 1;
        });
    here.contexts().update(context.toBuilder().title("erased").build(), 1);
    assertThat(here.contexts().get(id).title()).isEqualTo("erased");
    Eventually.until("Redis has it no more", () -> values("Jane Doe") == 0);
    Eventually.until("nor has there", () -> there.contexts().get(id).title().equals("erased"));
    here.contexts().close(id, null);
    here.contexts().archive(id);
    here.contexts().purge(id);
    assertThatThrownBy(() -> here.contexts().get(id)).isInstanceOf(NotFoundException.class);
    Eventually.until("Redis has nothing of it", () -> values("erased") == 0);
    Eventually.until("nor has there", () -> isGone(there, id));
  }

  private static boolean isGone(Mplp mplp, ContextId id) {
    try {
      mplp.contexts().get(id);
      return false;
    } catch (NotFoundException e) {
      return true;
    }
  }

  @Test
  void cipher_leavesNothingReadableInRedis() {
    AesGcm cipher = AesGcm.of("k:" + Base64.getEncoder().encodeToString(new byte[32]), false);
    Mplp mplp = begun(over(server.url()).encryption(cipher));
    connected(mplp);
    ContextId id = mplp.contexts().open("of Jane Doe", ROOT).contextId();
    Eventually.until(
        "there is a copy",
        () -> {
          mplp.contexts().get(id);
          return values("V") > 0;
        });
    assertThat(values("Jane")).isZero();
    assertThat(values("title")).isZero();
  }

  @Test
  void server_thatIsSilent_makesNobodyWaitForLong_andIsUsedAgain() {
    Mplp mplp = begun(over(server.url()));
    connected(mplp);
    List<ContextId> ids = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ids.add(mplp.contexts().open("Loan " + i, ROOT).contextId());
    }
    server.freeze(true);
    try {
      long begin = System.nanoTime();
      for (ContextId id : ids) {
        assertThat(mplp.contexts().get(id).contextId()).isEqualTo(id);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("300 looks, each of which would wait for 200 ms")
          .isLessThan(Duration.ofSeconds(20));
      Eventually.until("it is told", () -> cache(mplp).status() == Status.DEGRADED);
      assertThat(cache(mplp).detail()).startsWith("reads go to the storage: ");
      assertThat(mplp.health().status()).isEqualTo(Status.DEGRADED);
    } finally {
      server.freeze(false);
    }
    Eventually.until(
        "it is used again",
        () -> {
          ids.forEach(mplp.contexts()::get);
          return cache(mplp).status() == Status.UP && values("Loan 7") > 0;
        });
  }

  @Test
  void environment_withAUrl_hasACache() {
    try (Mplp mplp = MplpRuntime.fromEnvironment(Map.of("REDIS_URL", server.url()))) {
      connected(mplp);
      ContextId id = mplp.contexts().open("Loan 4711", ROOT).contextId();
      Eventually.until(
          "there is a copy",
          () -> {
            mplp.contexts().get(id);
            return values("Loan 4711") == 1;
          });
    }
    Map<String, String> without = Map.of("REDIS_URL", server.url(), "MPLP_CACHE", "false");
    try (Mplp mplp = MplpRuntime.fromEnvironment(without)) {
      assertThat(mplp.health().parts()).noneMatch(part -> part.name().equals("cache"));
    }
  }

  @Test
  void user_whoMayNotHearChannels_isToldByHealth() {
    server.cli("ACL", "SETUSER", "deaf", "on", ">secret", "~*", "+@all", "resetchannels");
    Mplp mplp = begun(over(server.url().replace("redis://", "redis://deaf:secret@")));
    Context context = mplp.contexts().open("Loan", ROOT);
    Eventually.until("it is told", () -> cache(mplp).detail().contains("does not let hear"));
    assertThat(cache(mplp).status()).isEqualTo(Status.DEGRADED);
    assertThat(mplp.contexts().get(context.contextId()).title()).isEqualTo("Loan");
    server.cli("ACL", "SETUSER", "deaf", "allchannels");
    connected(mplp);
  }

  @Test
  void server_thatIsAbsentFromTheStart_isDoneWithout() {
    Mplp mplp = begun(over("redis://127.0.0.1:" + RedisServer.freePort()));
    Context context = mplp.contexts().open("Loan", ROOT);
    assertThat(mplp.contexts().get(context.contextId()).title()).isEqualTo("Loan");
    Eventually.until("it is told", () -> cache(mplp).detail().contains("no connection"));
    assertThat(cache(mplp).status()).isEqualTo(Status.DEGRADED);
  }
}
