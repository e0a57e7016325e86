package dev.mplp.runtime.relay;

import dev.mplp.runtime.relay.Lane.Outgoing;
import dev.mplp.runtime.relay.ReadAhead.Stop;
import dev.mplp.runtime.relay.RelayPosition.Overtaken;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the log to the broker from the stored position on, for as long as the lease is held:
 *
 * <ol>
 *   <li>reads the next records while there is room, and puts their messages into lanes
 *   <li>sends what no other message of its Context holds back, so many at once at most
 *   <li>takes the broker's answers, which come on its threads: confirmed, never, or to be sent
 *       again
 *   <li>stores up to where nothing is missing, now and then, over the position that was read
 * </ol>
 *
 * Whoever takes over begins at the stored position, so what was confirmed after it is sent twice. A
 * record that this version cannot read or render ends it: what stands before is brought to its end,
 * and the record is left to a process that can.
 */
final class RelayEvents {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private static final int MAX_IN_FLIGHT = 1_000;
  private static final long STORE_EVERY = Duration.ofMillis(200).toNanos();
  private static final long WARN_EVERY = Duration.ofMinutes(1).toNanos();
  private static final long ASK_EVERY = Duration.ofMillis(200).toNanos();

  private final Sender sender;
  private final Commits commits;
  private final String relay;
  private final RelayCounts counts;
  private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final AtomicBoolean rung = new AtomicBoolean();
  private final Lanes lanes;
  private final ReadAhead reading;

  /** What was left out after the stored position, by the position that tells it. */
  private final TreeMap<Long, LeftOut> leftOut = new TreeMap<>();

  private RelayPosition stored;
  private int inFlight;
  private long storeAt = System.nanoTime();
  private long warnAt = System.nanoTime();
  private @Nullable String heldBack;
  private long askAt = System.nanoTime();

  /**
   * What became of a message; a null message is a hint that the log has grown.
   *
   * @param error null when the broker has it
   */
  private record Answer(@Nullable Outgoing sent, @Nullable Throwable error) {}

  /**
   * Goes on where the stored position is.
   *
   * @param lease for which this process relays at least, whoever else could go on
   */
  RelayEvents(
      Storage storage,
      Commits commits,
      EventBroker broker,
      String relay,
      RelayCounts counts,
      Duration lease) {
    this.commits = commits;
    this.sender = new Sender(broker);
    this.relay = relay;
    this.counts = counts;
    this.stored = RelayPosition.read(storage, relay);
    this.lanes = new Lanes(stored.position());
    this.reading = new ReadAhead(storage.log(), lanes, this::leaveOut, lease);
  }

  /** The log may have grown; from any thread. */
  void ring() {
    if (rung.compareAndSet(false, true)) {
      answers.add(new Answer(null, null));
    }
  }

  /**
   * Where it ends, once everything before that was relayed, or has had its time; null while it goes
   * on.
   */
  @Nullable Stop ended() {
    return reading.ended(System.nanoTime());
  }

  /** What has not got through for so long, for people, as seen now and then; null for nothing. */
  @Nullable String heldBack(Duration longest) {
    long now = System.nanoTime();
    if (now - askAt >= 0) {
      askAt = now + ASK_EVERY;
      heldBack = lanes.heldBack(now, longest);
    }
    return heldBack;
  }

  /**
   * Does what there is to do, or waits a moment for it.
   *
   * @throws Overtaken when another process stored a position
   */
  void turn(long longest) throws Overtaken {
    long now = System.nanoTime();
    boolean busy = take(now);
    busy |= reading.catchUp();
    busy |= reading.read(now);
    busy |= send(now);
    store(now, false);
    counts.waiting(reading.head() - stored.position());
    if (!busy) {
      await(now, longest);
    }
  }

  /** Waits for the answers to what is on its way, and stores up to where that was. */
  void finish(Duration longest) throws Overtaken {
    long end = System.nanoTime() + longest.toNanos();
    while (inFlight > 0 && System.nanoTime() - end < 0) {
      await(System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50));
      take(System.nanoTime());
    }
    store(System.nanoTime(), true);
  }

  private boolean take(long now) {
    boolean any = false;
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      take(answer, now);
      any = true;
    }
    return any;
  }

  private void take(Answer answer, long now) {
    Outgoing sent = answer.sent;
    if (sent == null) {
      rung.set(false);
      reading.hint(now);
      return;
    }
    inFlight--;
    Throwable error = answer.error;
    if (error == null) {
      counts.confirmed(now - sent.sentAt());
      lanes.done(sent);
    } else if (Sender.isForGood(error)) {
      counts.refused();
      String why = String.valueOf(error.getMessage());
      LeftOut refused = LeftOut.refused(sent.position(), sent.message().id(), why);
      LOG.error("{}; it stays in the log, and what follows it goes on", refused.last());
      leaveOut(refused, sent.position());
      lanes.done(sent);
    } else {
      counts.retried();
      lanes.failed(sent, now, error.toString());
      if (now - warnAt >= 0) {
        warnAt = now + WARN_EVERY;
        warn(sent, error);
      }
    }
  }

  private void warn(Outgoing sent, Throwable error) {
    LOG.warn(
        "event {} at position {} did not reach the broker, it and what follows it in its Context"
            + " is sent again; so it is in {} Contexts at the moment: {}",
        sent.message().id(),
        sent.position(),
        lanes.failing(),
        error.toString());
  }

  private void leaveOut(LeftOut what, long position) {
    leftOut.merge(position, what, LeftOut::and);
  }

  private boolean send(long now) {
    boolean any = false;
    while (inFlight < MAX_IN_FLIGHT && sender.isAvailable()) {
      Outgoing next = lanes.next(now);
      if (next == null) {
        break;
      }
      inFlight++;
      any = true;
      next.sentAt(System.nanoTime());
      counts.sent();
      sender.send(next.message(), error -> answers.add(new Answer(next, error)));
    }
    return any;
  }

  private void store(long now, boolean atOnce) throws Overtaken {
    long done = lanes.done();
    if (done > stored.position() && (atOnce || storeAt - now <= 0)) {
      LeftOut left = stored.leftOut();
      while (!leftOut.isEmpty() && leftOut.firstKey() <= done) {
        left = left.and(leftOut.pollFirstEntry().getValue());
      }
      stored = stored.move(commits, relay, done, left);
      storeAt = now + STORE_EVERY;
    }
  }

  /** Until an answer or a hint comes, or it is time for something. */
  private void await(long now, long longest) {
    long nanos = lanes.untilRetry(now, reading.untilLook(now, longest));
    if (lanes.done() > stored.position()) {
      nanos = Math.max(0, Math.min(nanos, storeAt - now));
    }
    try {
      Answer answer = answers.poll(Math.max(nanos, 1_000_000L), TimeUnit.NANOSECONDS);
      if (answer != null) {
        take(answer, System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
