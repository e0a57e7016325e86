package dev.mplp.runtime.live;

import dev.mplp.runtime.engine.Threads;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.SharedMemoryException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Storage.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the newest records to whoever hears them, while this process gives the positions. Nothing
 * is read of the log while nobody hears it anywhere. What is lost is lost: the log is the truth.
 */
public final class SendRecords implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SendRecords.class);
  private static final long BEAT = 500;

  private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(BEAT);

  /** Between passes, so that under load many records share one. */
  private static final long REST = 5;

  private static final int PASS = 500;

  /** Of bodies that are in memory at a time. */
  private static final long PASS_BYTES = 4L << 20;

  private static final int LARGEST = LiveEvents.MAX_MESSAGE / 2;
  private static final long NOWHERE = -1;

  private final Storage storage;
  private final LiveEvents live;
  private final @Nullable PayloadCipher cipher;
  private final BooleanSupplier sequencing;
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;
  private long last = NOWHERE;
  private boolean heard;
  private long lastBeat = System.nanoTime();
  private Storage.@Nullable Registration hints;

  /**
   * Sends nothing until it is started.
   *
   * @param storage whose records can be read, decrypted where they are encrypted
   * @param cipher encrypts what is sent, null to send it readable
   * @param sequencing whether this process gives the positions
   */
  public SendRecords(
      Storage storage,
      LiveEvents live,
      @Nullable PayloadCipher cipher,
      BooleanSupplier sequencing) {
    this.storage = storage;
    this.live = live;
    this.cipher = cipher;
    this.sequencing = sequencing;
    this.thread = Threads.named("live").newThread(this::run);
  }

  /** Begins to send. */
  public void start() {
    hints = storage.onSignal(this::onSignal);
    thread.start();
  }

  /** A storage that gives positions in the commit tells of them by the hint alone. */
  private void onSignal(Signal signal) {
    if (signal == Signal.LOG && sequencing.getAsBoolean()) {
      wake();
    }
  }

  /** Records got positions here. */
  public void wake() {
    bell.release();
  }

  private void run() {
    while (!closing) {
      try {
        boolean unused = bell.tryAcquire(BEAT, TimeUnit.MILLISECONDS);
        bell.drainPermits();
        pass();
        Pause.millis(REST);
      } catch (InterruptedException e) {
        return; // only its owner interrupts it
      } catch (SharedMemoryException e) {
        last = NOWHERE;
        LOG.debug("nobody is told of new records for the moment", e);
      } catch (RuntimeException | Error e) {
        last = NOWHERE;
        LOG.warn("nobody is told of new records for the moment: {}", e.toString());
      }
    }
  }

  /** Whether it goes on; false before it is started, and once it ended. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  private void pass() {
    if (closing || !sequencing.getAsBoolean()) {
      last = NOWHERE;
      return;
    }
    long head = storage.log().head();
    long from = last == NOWHERE || !heard ? head : Math.min(last, head);
    last = NOWHERE;
    if (from == head && System.nanoTime() - lastBeat >= BEAT_NANOS) {
      beat(new Beat(head, head, Set.of()));
    }
    while (from < head && !closing) {
      from = send(from, Math.min(head, from + PASS));
    }
    last = head;
  }

  /**
   * Sends what follows a position, as much of it as is to be in memory at a time.
   *
   * @return up to where
   */
  private long send(long after, long limit) {
    List<LogRecord> records = storage.log().readAll(after, limit, PASS_BYTES);
    boolean whole = records.isEmpty() || records.size() == limit - after;
    long upTo = whole ? limit : records.get(records.size() - 1).position();
    Map<String, List<LogRecord>> tenants = new LinkedHashMap<>();
    for (LogRecord record : records) {
      tenants.computeIfAbsent(record.tenant(), name -> new ArrayList<>()).add(record);
    }
    tenants.forEach((tenant, all) -> send(tenant, after, upTo, all));
    beat(new Beat(after, upTo, tenants.keySet()));
    return upTo;
  }

  /** In several frames where one would be too large; what is too large by itself ends them. */
  private void send(String tenant, long after, long upTo, List<LogRecord> records) {
    long from = after;
    int size = 0;
    List<LogRecord> frame = new ArrayList<>();
    for (LogRecord record : records) {
      int more = Frame.size(record);
      if (more > LARGEST) {
        if (!frame.isEmpty()) {
          say(tenant, new Frame(from, frame.get(frame.size() - 1).position(), frame));
        }
        return; // the beat tells that something is missing
      }
      if (size + more > LARGEST) {
        long end = frame.get(frame.size() - 1).position();
        say(tenant, new Frame(from, end, frame));
        from = end;
        size = 0;
        frame = new ArrayList<>();
      }
      frame.add(record);
      size += more;
    }
    say(tenant, new Frame(from, upTo, frame));
  }

  private void say(String tenant, Frame frame) {
    live.publish(LiveLog.channel(tenant), frame.bytes(tenant, cipher));
  }

  private void beat(Beat beat) {
    lastBeat = System.nanoTime();
    heard = live.publish(LiveLog.BEATS, beat.bytes()) != 0;
  }

  @Override
  public void close() {
    closing = true;
    Storage.Registration registration = hints;
    if (registration != null) {
      registration.close();
    }
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
