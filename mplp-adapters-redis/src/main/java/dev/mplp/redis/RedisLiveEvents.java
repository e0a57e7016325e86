package dev.mplp.redis;

import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.LiveMailbox;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Live events by Pub/Sub. Listeners run on threads of their own, never on those of the client. */
final class RedisLiveEvents implements LiveEvents, AutoCloseable {

  private final Link link;
  private final String prefix;
  private final boolean isCluster;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "mplp-redis-live");
            thread.setDaemon(true);
            return thread;
          });

  RedisLiveEvents(Link link) {
    this.link = link;
    this.prefix = link.prefix() + "live:";
    this.isCluster = link.isCluster();
  }

  /** A node of a Cluster counts only those who hear it, and not those who hear the others. */
  @Override
  public long publish(String channel, byte[] message) {
    LiveEvents.check(channel, message);
    String name = prefix + channel;
    long heard = link.calls().call(name, commands -> commands.publish(name, message));
    return isCluster ? -1 : heard;
  }

  @Override
  public Subscription subscribe(String channel, Listener listener) {
    LiveEvents.check(channel, new byte[0]);
    LiveMailbox box = new LiveMailbox(listener, threads);
    Hearing.Registration registration =
        link.hearing()
            .hear(
                prefix + channel,
                new Hearing.Hearer() {
                  @Override
                  public void heard(byte[] message) {
                    box.put(message);
                  }

                  @Override
                  public void begun() {
                    box.missed();
                  }

                  @Override
                  public void ended() {
                    // told when it begins again: only then is there something to go on with
                  }
                });
    return () -> {
      registration.close();
      box.close();
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
