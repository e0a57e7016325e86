package dev.mplp.runtime.memory;

import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.LiveMailbox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Live events within this process. Thread-safe. */
public final class InMemoryLiveEvents implements LiveEvents {

  private final Map<String, List<LiveMailbox>> channels = new ConcurrentHashMap<>();
  private final Executor threads;

  private InMemoryLiveEvents(Executor threads) {
    this.threads = threads;
  }

  /** Nobody hears anything yet. */
  public static InMemoryLiveEvents create() {
    return new InMemoryLiveEvents(
        task -> {
          Thread thread = new Thread(task, "mplp-live");
          thread.setDaemon(true);
          thread.start();
        });
  }

  @Override
  public long publish(String channel, byte[] message) {
    LiveEvents.check(channel, message);
    List<LiveMailbox> boxes = channels.getOrDefault(channel, List.of());
    boxes.forEach(box -> box.put(message.clone()));
    return boxes.size();
  }

  @Override
  public Subscription subscribe(String channel, Listener listener) {
    LiveEvents.check(channel, new byte[0]);
    LiveMailbox box = new LiveMailbox(listener, threads);
    channels.compute(
        channel,
        (name, boxes) -> {
          List<LiveMailbox> all = boxes == null ? new CopyOnWriteArrayList<>() : boxes;
          all.add(box);
          return all;
        });
    box.missed();
    return () -> {
      box.close();
      channels.computeIfPresent(
          channel, (name, boxes) -> boxes.remove(box) && boxes.isEmpty() ? null : boxes);
    };
  }
}
