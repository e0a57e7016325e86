package dev.mplp.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who hears which channels, over one session after the other. What is said while there is none is
 * never heard; a hearer is told when it hears again. Thread-safe.
 */
final class Hearing {

  private static final Logger LOG = LoggerFactory.getLogger(RedisMemory.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, List<Hearer>> hearers = new HashMap<>();

  /** Channels that the server has confirmed. */
  private final Set<String> confirmed = new HashSet<>();

  private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
  private Consumer<String> refused = why -> {};

  /** Hears one channel; called on a thread of the client, so it returns at once. */
  interface Hearer {
    /** This was said. */
    void heard(byte[] message);

    /** From now on everything is heard; what was said before may have been missed. */
    void begun();

    /** Nothing is heard any more until it begins anew. */
    void ended();
  }

  /** Ends hearing when closed. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Hears a channel until closed. */
  Registration hear(String channel, Hearer hearer) {
    lock.lock();
    try {
      hearers.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(hearer);
      if (confirmed.contains(channel)) {
        hearer.begun();
      } else if (connection != null) {
        subscribe(connection, channel);
      }
    } finally {
      lock.unlock();
    }
    return () -> forget(channel, hearer);
  }

  private void forget(String channel, Hearer hearer) {
    lock.lock();
    try {
      List<Hearer> all = hearers.get(channel);
      if (all == null || !all.remove(hearer) || !all.isEmpty()) {
        return;
      }
      hearers.remove(channel);
      confirmed.remove(channel);
      if (connection != null) {
        var unused = connection.async().unsubscribe(channel);
      }
    } finally {
      lock.unlock();
    }
  }

  private void subscribe(StatefulRedisPubSubConnection<String, byte[]> to, String... channels) {
    var unused =
        to.async()
            .subscribe(channels)
            .whenComplete(
                (done, error) -> {
                  if (error instanceof RedisCommandExecutionException) {
                    refused(to, "it does not let hear channels: " + error.getMessage());
                  }
                });
  }

  private void refused(StatefulRedisPubSubConnection<String, byte[]> from, String why) {
    lock.lock();
    try {
      if (connection == from) {
        refused.accept(why);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * There is a session.
   *
   * @param ifRefused told why when channels may not be heard there
   */
  void begin(StatefulRedisPubSubConnection<String, byte[]> opened, Consumer<String> ifRefused) {
    lock.lock();
    try {
      refused = ifRefused;
      confirmed.clear();
      connection = opened;
      opened.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
              heard(channel, message);
            }

            @Override
            public void subscribed(String channel, long count) {
              begun(opened, channel);
            }
          });
      if (!hearers.isEmpty()) {
        subscribe(opened, hearers.keySet().toArray(String[]::new));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The session is over. */
  void end() {
    lock.lock();
    try {
      boolean begun = connection != null;
      connection = null;
      confirmed.clear();
      if (begun) { // else nothing has ended since
        hearers.values().forEach(all -> all.forEach(one -> guarded(one::ended)));
      }
    } finally {
      lock.unlock();
    }
  }

  private void begun(StatefulRedisPubSubConnection<String, byte[]> from, String channel) {
    lock.lock();
    try {
      if (connection == from && hearers.containsKey(channel)) {
        confirmed.add(channel);
        hearers.get(channel).forEach(one -> guarded(one::begun));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Also from a session that ends: it was said all the same. */
  private void heard(String channel, byte[] message) {
    List<Hearer> all;
    lock.lock();
    try {
      all = hearers.getOrDefault(channel, List.of());
    } finally {
      lock.unlock();
    }
    all.forEach(one -> guarded(() -> one.heard(message)));
  }

  private static void guarded(Runnable told) {
    try {
      told.run();
    } catch (RuntimeException | Error e) { // the others are to hear it all the same
      LOG.warn("a hearer threw", e);
    }
  }
}
