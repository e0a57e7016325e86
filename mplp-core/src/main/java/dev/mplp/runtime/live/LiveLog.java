package dev.mplp.runtime.live;

import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.LiveEvents.Subscription;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.PayloadCipher;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of the tenants that are watched here, as the replica that gives positions
 * sends them. What is missing is read from the log:
 *
 * <ol>
 *   <li>Each pass of that replica sends one or more frames for each tenant that has new records,
 *       then a beat with the positions of the pass and the names of those tenants.
 *   <li>Here a tail of each watched tenant grows by frames that join on, and by beats that say that
 *       there is nothing of this tenant. A frame or beat that was lost shows by the next beat,
 *       which does not join on: the tail begins anew, and whoever is before it reads the log.
 *   <li>When no beat has come for 2 s (the sender died, or either of both is cut off) nothing is
 *       known here, and everybody reads the log as if there were no live log at all.
 *   <li>All tails together have 64 MiB at most: the largest begin anew.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class LiveLog implements AutoCloseable {

  static final String BEATS = "beats";
  private static final String RECORDS = "log:";
  private static final int MOST_TAILS = 200;
  private static final long MOST_BYTES = 64L << 20;
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final long UNWANTED = Duration.ofMinutes(1).toNanos();

  private final LiveEvents live;
  private final @Nullable PayloadCipher cipher;
  private final Runnable grown;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Tail> tails = new ConcurrentHashMap<>();
  private final Map<String, Subscription> subscriptions = new HashMap<>();
  private final long mostBytes;
  private final long fresh;
  private volatile long lastBeat;
  private volatile boolean closed;

  /**
   * A live log that hears nothing until something is read.
   *
   * @param cipher decrypts what was sent; null when it was sent readable
   * @param grown is run when a tail has grown
   */
  public LiveLog(LiveEvents live, @Nullable PayloadCipher cipher, Runnable grown) {
    this(live, cipher, grown, MOST_BYTES, FRESH);
  }

  /**
   * As the other one.
   *
   * @param mostBytes what all tails have together
   * @param fresh for how long after a beat something is known
   */
  LiveLog(
      LiveEvents live,
      @Nullable PayloadCipher cipher,
      Runnable grown,
      long mostBytes,
      Duration fresh) {
    this.live = live;
    this.cipher = cipher;
    this.grown = grown;
    this.mostBytes = mostBytes;
    this.fresh = fresh.toNanos();
    this.lastBeat = System.nanoTime() - this.fresh - 1;
  }

  /**
   * Records that follow a position.
   *
   * @param records ascending
   * @param upTo the position up to which there is nothing else
   */
  public record Found(List<LogRecord> records, long upTo) {
    /** Copies the list. */
    public Found {
      records = List.copyOf(records);
    }
  }

  /** The channel of a tenant. */
  static String channel(String tenant) {
    return RECORDS + tenant;
  }

  /** What a tenant has after a position, null when that is not known here. */
  public @Nullable Found read(String tenant, @Nullable String contextId, long from, int limit) {
    Tail tail = tails.get(tenant);
    if (tail == null) {
      subscribe(tenant);
      return null;
    }
    Found found = tail.read(contextId, from, limit);
    return isSilent() ? null : found;
  }

  private boolean isSilent() {
    return System.nanoTime() - lastBeat > fresh;
  }

  /** What all tails take in memory, about. */
  long bytes() {
    return tails.values().stream().mapToLong(Tail::bytes).sum();
  }

  private void makeRoom() {
    while (bytes() > mostBytes) {
      tails.values().stream().max(Comparator.comparingInt(Tail::bytes)).ifPresent(Tail::forget);
    }
  }

  private void subscribe(String tenant) {
    lock.lock();
    try {
      if (closed || tails.containsKey(tenant) || tails.size() >= MOST_TAILS) {
        return;
      }
      Tail tail = new Tail(tenant);
      tails.put(tenant, tail);
      subscriptions.put(
          channel(tenant),
          live.subscribe(
              channel(tenant),
              new LiveEvents.Listener() {
                @Override
                public void heard(byte[] message) {
                  Frame frame = Frame.read(tenant, message, cipher);
                  if (frame != null) {
                    tail.add(frame);
                    makeRoom();
                    grown.run();
                  }
                }

                @Override
                public void missed() {
                  tail.forget();
                }
              }));
      if (!subscriptions.containsKey(BEATS)) {
        subscriptions.put(BEATS, live.subscribe(BEATS, new Beats()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Hears the beats, also those of passes that have nothing for anybody here. */
  private final class Beats implements LiveEvents.Listener {
    @Override
    public void heard(byte[] message) {
      Beat beat = Beat.read(message);
      if (beat != null) {
        tails.values().forEach(tail -> tail.add(beat));
        lastBeat = System.nanoTime();
        grown.run();
      }
    }

    @Override
    public void missed() {
      tails.values().forEach(Tail::forget);
    }
  }

  /**
   * Forgets what nobody wants; and everything while nobody says anything, so that what is erased
   * from the log does not stay here. To be called every second or so.
   */
  public void tidy() {
    if (isSilent()) {
      tails.values().forEach(Tail::forget);
    }
    lock.lock();
    try {
      tails
          .entrySet()
          .removeIf(
              entry -> {
                boolean unwanted = entry.getValue().idle() > UNWANTED;
                if (unwanted) {
                  unsubscribe(channel(entry.getKey()));
                }
                return unwanted;
              });
      if (tails.isEmpty()) {
        unsubscribe(BEATS);
      }
    } finally {
      lock.unlock();
    }
  }

  private void unsubscribe(String channel) {
    Subscription subscription = subscriptions.remove(channel);
    if (subscription != null) {
      subscription.close();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      subscriptions.values().forEach(Subscription::close);
      subscriptions.clear();
      tails.clear();
    } finally {
      lock.unlock();
    }
  }
}
