package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.redis.testing.RedisCluster;
import dev.mplp.spi.SharedMemoryException;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One node of a Cluster that is silent: who asks the others does not wait for it. */
class ClusterNodeTest {

  /** The third node has the last third of the slots. */
  private static final int SILENT = 2;

  @Test
  void silentNode_isWaitedForAFewTimes_andTheOthersAreAsked() {
    try (RedisCluster cluster = RedisCluster.start();
        Link link = Links.open(cluster.url() + "?timeout=300")) {
      Eventually.until("connected", () -> link.health().available());
      String node = link.node("key");
      List<String> there = new ArrayList<>();
      List<String> elsewhere = new ArrayList<>();
      String silent = null;
      for (int i = 0; there.size() < 10 || elsewhere.size() < 10; i++) {
        String key = "key" + i;
        set(link, key);
        boolean isThere = io.lettuce.core.cluster.SlotHash.getSlot(key) >= SILENT * 16_384 / 3;
        (isThere ? there : elsewhere).add(key);
        silent = isThere ? link.node(key) : silent;
      }
      assertThat(node).contains(":");
      cluster.freeze(SILENT, true);
      try {
        for (String key : elsewhere) {
          assertThat(set(link, key)).isTrue();
        }
        String down = "node " + silent + " of the Cluster does not answer";
        Eventually.until(
            "it is found out",
            () -> {
              set(link, there.get(0));
              return link.health().detail().equals(down);
            });
        long begin = System.nanoTime();
        int answered = 0;
        for (int i = 0; i < 200; i++) {
          set(link, there.get(i % 10));
          answered += set(link, elsewhere.get(i % 10)) ? 1 : 0;
        }
        assertThat(answered).as("those of the others").isGreaterThan(150);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .as("200 calls, each of which would wait for 300 ms")
            .isLessThan(Duration.ofSeconds(20));
      } finally {
        cluster.freeze(SILENT, false);
      }
      Eventually.until(
          "it is asked again", () -> set(link, there.get(0)) && link.health().available());
    }
  }

  private static boolean set(Link link, String key) {
    try {
      link.calls().call(key, commands -> commands.set(key, "value".getBytes(UTF_8)));
      return true;
    } catch (SharedMemoryException e) {
      return false;
    }
  }
}
