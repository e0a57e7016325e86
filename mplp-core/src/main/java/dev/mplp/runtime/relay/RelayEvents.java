package dev.mplp.runtime.relay;

import dev.mplp.runtime.relay.Lanes.Outgoing;
import dev.mplp.runtime.relay.RelayPosition.Overtaken;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 *   <li>takes the broker's answers, which come on its threads: confirmed, or to be sent again
 *   <li>stores up to where everything is confirmed, now and then, over the position that was read
 * </ol>
 *
 * Whoever takes over begins at the stored position, so what was confirmed after it is sent twice.
 */
final class RelayEvents {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private static final int PAGE = 250;
  private static final int MAX_IN_FLIGHT = 1_000;
  private static final int MAX_MESSAGES = 5_000;
  private static final long MAX_BYTES = 32L << 20;
  private static final long STORE_EVERY = Duration.ofMillis(200).toNanos();
  private static final long LOOK = Duration.ofMillis(500).toNanos();

  /** After a hint the record may not have its position yet: look again after this, doubling. */
  private static final long FIRST_REST = Duration.ofMillis(4).toNanos();

  private static final long LAST_REST = Duration.ofMillis(64).toNanos();

  private final EventLog log;
  private final EventBroker broker;
  private final Commits commits;
  private final String relay;
  private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final AtomicBoolean rung = new AtomicBoolean();
  private final Lanes lanes;
  private RelayPosition stored;
  private int inFlight;
  private long head;
  private long lookAt = System.nanoTime();
  private long rest = FIRST_REST;
  private long storeAt = lookAt;
  private boolean troubled;
  private long passedOver;

  /**
   * What became of a message; a null message is a hint that the log has grown.
   *
   * @param error null when the broker has it
   */
  private record Answer(@Nullable Outgoing sent, @Nullable Throwable error) {}

  RelayEvents(Storage storage, Commits commits, EventBroker broker, String relay) {
    this.log = storage.log();
    this.commits = commits;
    this.broker = broker;
    this.relay = relay;
    this.stored = RelayPosition.read(storage, relay);
    this.lanes = new Lanes(stored.position());
  }

  /** The log may have grown; from any thread. */
  void ring() {
    if (rung.compareAndSet(false, true)) {
      answers.add(new Answer(null, null));
    }
  }

  /** Records that could not be read, or not by this version, and were left out. */
  long passedOver() {
    return passedOver;
  }

  /**
   * Does what there is to do, or waits a moment for it.
   *
   * @throws Overtaken when another process stored a position
   */
  void turn(long longest) throws Overtaken {
    long now = System.nanoTime();
    boolean busy = take(now);
    busy |= read(now);
    busy |= send(now);
    store(now, false);
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
      lookAt = now;
      rest = FIRST_REST;
      return;
    }
    inFlight--;
    if (answer.error == null) {
      lanes.confirmed(sent);
      troubled = false;
    } else {
      lanes.failed(sent, now);
      if (!troubled) {
        troubled = true;
        LOG.warn(
            "event {} at position {} did not reach the broker, it and what follows it in its"
                + " Context is sent again: {}",
            sent.message().id(),
            sent.message().attributes().get(EventMessage.POSITION),
            answer.error.toString());
      }
    }
  }

  private boolean read(long now) {
    if (isFull()) {
      return false;
    }
    if (lanes.readTo() >= head) {
      if (lookAt - now > 0) {
        return false;
      }
      head = log.head();
    }
    if (lanes.readTo() >= head) {
      lookAt = now + (rest <= LAST_REST ? rest : LOOK);
      rest = Math.min(rest * 2, LAST_REST * 2);
      return false;
    }
    long upTo = Math.min(head, lanes.readTo() + PAGE);
    List<LogRecord> page = log.readAll(lanes.readTo(), upTo);
    long missing = upTo - lanes.readTo() - page.size();
    if (missing > 0) {
      LOG.warn(
          "{} records of the log up to position {} went by retention before they were relayed",
          missing,
          upTo);
      passedOver += missing;
    }
    for (LogRecord found : page) {
      lanes.add(found, messages(found));
    }
    lanes.readTo(upTo);
    return true;
  }

  private boolean isFull() {
    return lanes.messages() >= MAX_MESSAGES || lanes.bytes() >= MAX_BYTES;
  }

  private List<EventMessage> messages(LogRecord found) {
    List<EventMessage> messages = new ArrayList<>();
    String why = "its type was introduced by a later version";
    try {
      messages = EventMessages.of(found);
    } catch (StorageException e) {
      why = String.valueOf(e.getMessage());
    }
    if (messages.isEmpty()) {
      passedOver++;
      LOG.error(
          "the record at position {} of type {} is not relayed: {}",
          found.position(),
          found.entry().type(),
          why);
    }
    return messages;
  }

  private boolean send(long now) {
    boolean any = false;
    while (inFlight < MAX_IN_FLIGHT && broker.health().available()) {
      Outgoing next = lanes.next(now);
      if (next == null) {
        break;
      }
      inFlight++;
      any = true;
      CompletableFuture<Void> unused =
          broker
              .publish(next.message())
              .whenComplete((done, error) -> answers.add(new Answer(next, error)));
    }
    return any;
  }

  private void store(long now, boolean atOnce) throws Overtaken {
    long done = lanes.done();
    if (done > stored.position() && (atOnce || storeAt - now <= 0)) {
      stored = stored.move(commits, relay, done);
      storeAt = now + STORE_EVERY;
    }
  }

  /** Until an answer or a hint comes, or it is time for something. */
  private void await(long now, long longest) {
    long nanos = isFull() ? longest : Math.min(longest, Math.max(0, lookAt - now));
    nanos = lanes.untilRetry(now, nanos);
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
