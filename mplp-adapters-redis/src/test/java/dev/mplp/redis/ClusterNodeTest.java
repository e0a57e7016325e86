package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.redis.testing.RedisCluster;
import dev.mplp.spi.SharedMemoryException;
import dev.mplp.tck.Eventually;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One node of a Cluster that is silent, whichever it is: who asks the others does not wait for it,
 * and what is said on channels of theirs is heard.
 */
class ClusterNodeTest {

  private static final int NODES = 3;
  private static final int CALLS = 60;

  /** Each node has a third of the slots. */
  private static int nodeOf(String key) {
    return Math.min(NODES - 1, SlotHash.getSlot(key) * NODES / SlotHash.SLOT_COUNT);
  }

  private static List<String> keys(IntPredicate ofNode) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "key" + i)
        .filter(key -> ofNode.test(nodeOf(key)))
        .limit(10)
        .toList();
  }

  @Test
  void silentNode_isWaitedForAFewTimes_andTheOthersAreAskedAndHeard() {
    try (RedisCluster cluster = RedisCluster.start();
        Link link = Links.open(cluster.url() + "?timeout=300")) {
      Eventually.until("connected", () -> link.health().available());
      assertThat(link.node("key")).contains(":");
      for (int node = 0; node < NODES; node++) {
        int silent = node;
        List<String> there = keys(one -> one == silent);
        List<String> elsewhere = keys(one -> one != silent);
        there.forEach(key -> assertThat(set(link, key)).isTrue());
        cluster.freeze(silent, true);
        try {
          othersAreServed(link, there, elsewhere);
        } finally {
          cluster.freeze(silent, false);
        }
        Eventually.until(
            "it is asked again", () -> set(link, there.get(0)) && link.health().available());
      }
      assertThat(link.health().outages()).as("all nodes at once were left alone").isZero();
    }
  }

  private static void othersAreServed(Link link, List<String> there, List<String> elsewhere) {
    for (String key : elsewhere) {
      assertThat(set(link, key)).isTrue();
    }
    String down = "node " + link.node(there.get(0)) + " of the Cluster does not answer";
    Eventually.until(
        "it is found out",
        () -> {
          set(link, there.get(0));
          return link.health().detail().equals(down);
        });
    long begin = System.nanoTime();
    int answered = 0;
    for (int i = 0; i < CALLS; i++) {
      set(link, there.get(i % 10));
      answered += set(link, elsewhere.get(i % 10)) ? 1 : 0;
    }
    assertThat(answered).as("those of the others").isGreaterThan(CALLS * 3 / 4);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("calls each of which would wait for 300 ms")
        .isLessThan(Duration.ofSeconds(10));
    isHeard(link, elsewhere.get(0));
  }

  private static void isHeard(Link link, String channel) {
    AtomicInteger heard = new AtomicInteger();
    Hearing.Hearer hearer =
        new Hearing.Hearer() {
          @Override
          public void heard(byte[] message) {
            heard.incrementAndGet();
          }

          @Override
          public void begun() {}

          @Override
          public void ended() {}
        };
    Hearing.Registration registration = link.hearing().hear(channel, hearer);
    try {
      Eventually.until(
          "it is heard",
          () -> {
            try {
              link.calls().call(channel, commands -> commands.publish(channel, new byte[1]));
            } catch (SharedMemoryException e) {
              return false;
            }
            return heard.get() > 0;
          });
    } finally {
      registration.close();
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
