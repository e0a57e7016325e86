package dev.mplp.redis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A master, a replica of it, and a Sentinel that makes the replica master when the other dies. */
public final class RedisSentinels implements AutoCloseable {

  private final RedisProcess master;
  private final RedisProcess replica;
  private final RedisProcess sentinel;

  private RedisSentinels(RedisProcess master, RedisProcess replica, RedisProcess sentinel) {
    this.master = master;
    this.replica = replica;
    this.sentinel = sentinel;
  }

  /** Starts all three; returns when the Sentinel knows the replica. */
  public static RedisSentinels start() {
    int one = RedisProcess.freePort();
    RedisProcess master =
        new RedisProcess(one, RedisServer.arguments(one, "--repl-diskless-sync-delay", "0"))
            .start();
    int two = RedisProcess.freePort();
    RedisProcess replica =
        new RedisProcess(two, RedisServer.arguments(two, "--replicaof", "127.0.0.1 " + one))
            .start();
    int three = RedisProcess.freePort();
    RedisProcess sentinel = new RedisProcess(three, List.of("sentinel.conf", "--sentinel"));
    Path settings = sentinel.directory().resolve("sentinel.conf");
    try {
      Files.writeString(
          settings,
          """
          port %d
          bind 127.0.0.1
          sentinel monitor main 127.0.0.1 %d 1
          sentinel down-after-milliseconds main 500
          sentinel failover-timeout main 2000
          """
              .formatted(three, one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sentinel.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!replica.cli("info", "replication").contains("master_link_status:up")
        || !sentinel.cli("sentinel", "replicas", "main").contains("" + two)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("the Sentinel does not find the replica");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return new RedisSentinels(master, replica, sentinel);
  }

  /** The URL of the Sentinel. */
  public String url() {
    return "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0?master=main";
  }

  /** The port of the master that there was at first. */
  public int masterPort() {
    return master.port();
  }

  /** The port of the replica that there was at first. */
  public int replicaPort() {
    return replica.port();
  }

  /** Kills the master that there was at first. */
  public void killMaster() {
    master.kill();
  }

  @Override
  public void close() {
    sentinel.close();
    replica.close();
    master.close();
  }
}
