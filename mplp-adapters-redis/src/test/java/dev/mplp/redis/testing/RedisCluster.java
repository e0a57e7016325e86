package dev.mplp.redis.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Cluster of three nodes that share the slots, without replicas. */
public final class RedisCluster implements AutoCloseable {

  private static final int SLOTS = 16_384;
  private static final int NODES = 3;

  private final List<RedisProcess> nodes;

  private RedisCluster(List<RedisProcess> nodes) {
    this.nodes = nodes;
  }

  /** Starts it; returns when every node says that all slots are served. */
  public static RedisCluster start() {
    List<RedisProcess> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      int port = RedisProcess.freePort();
      nodes.add(
          new RedisProcess(
                  port,
                  RedisServer.arguments(
                      port,
                      "--cluster-enabled",
                      "yes",
                      "--cluster-node-timeout",
                      "2000",
                      "--cluster-require-full-coverage",
                      "no"))
              .start());
    }
    for (int i = 0; i < NODES; i++) {
      int first = i * SLOTS / NODES;
      int last = (i + 1) * SLOTS / NODES - 1;
      nodes.get(i).cli("cluster", "addslotsrange", "" + first, "" + last);
      nodes.get(0).cli("cluster", "meet", "127.0.0.1", "" + nodes.get(i).port());
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!nodes.stream().allMatch(RedisCluster::isWhole)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("the Cluster does not form");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return new RedisCluster(nodes);
  }

  private static boolean isWhole(RedisProcess node) {
    String info = node.cli("cluster", "info");
    return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:" + SLOTS);
  }

  /** The URL of two of the nodes. */
  public String url() {
    return "redis://127.0.0.1:" + nodes.get(0).port() + ",127.0.0.1:" + nodes.get(1).port();
  }

  /** Stops one of the three nodes from running, so that it is silent, or lets it go on. */
  public void freeze(int node, boolean frozen) {
    nodes.get(node).freeze(frozen);
  }

  /** Kills every node, and starts all again; they know each other, but no data. */
  public void restartAll() {
    nodes.forEach(RedisProcess::kill);
    nodes.forEach(RedisProcess::start);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!nodes.stream().allMatch(RedisCluster::isWhole)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("the Cluster does not come back");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }
}
