package dev.mplp.runtime.relay;

import dev.mplp.runtime.ReplayStoppedException;
import dev.mplp.runtime.Replayed;
import dev.mplp.runtime.relay.Lane.Outgoing;
import dev.mplp.runtime.relay.LogPages.Page;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a part of the log to one group: page by page, each of which the group has before the next
 * one is read. Within a page messages of one Context go one after another.
 */
public final class Replay {

  private static final int MAX_IN_FLIGHT = 500;
  private static final int PROBE = 1_000;
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

  private final EventLog log;
  private final LogPages pages;
  private final Sender sender;
  private final Order order;
  private final Consumer<Replayed> progress;
  private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private long messages;
  private long removed;

  /**
   * What is to be sent.
   *
   * @param upTo the last position at most
   * @param tenant null for all
   * @param context null for all
   * @param filter takes the routing keys that are to be sent
   * @param most messages
   * @param overRemoved whether records that are no longer kept are passed over
   * @param patience with a broker that takes nothing
   */
  public record Order(
      String group,
      long upTo,
      @Nullable String tenant,
      @Nullable String context,
      EventGroup filter,
      long most,
      boolean overRemoved,
      Duration patience) {}

  private record Answer(Outgoing sent, @Nullable Throwable error) {}

  /** A replay; for one thread and one run. */
  public Replay(EventLog log, EventBroker broker, Order order, Consumer<Replayed> progress) {
    this.log = log;
    this.pages = new LogPages(log);
    this.sender = new Sender(broker, order.group);
    this.order = order;
    this.progress = progress;
  }

  /** The position before the first record of a time or later: times grow with positions. */
  public long positionBefore(Instant time) {
    long before = 0; // and whatever is kept up to here is earlier
    long head = log.head();
    long from = head + 1; // from here on it is not
    while (before + 1 < from) {
      long middle = before + (from - before) / 2;
      LogRecord kept = firstFrom(middle, from);
      if (kept == null || !kept.time().isBefore(time)) {
        from = middle;
      } else {
        before = kept.position();
      }
    }
    return before;
  }

  private @Nullable LogRecord firstFrom(long position, long below) {
    for (long at = position - 1; at < below - 1; at += PROBE) {
      List<LogRecord> found = log.readAll(at, Math.min(at + PROBE, below - 1), 1);
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    return null;
  }

  /** Sends what comes after a position. */
  public Replayed run(long after) {
    long end = Math.min(order.upTo, log.head());
    long at = after;
    while (at < end) {
      Page page = pages.read(at, end);
      if (page.unreadable() != null) {
        throw new ReplayStoppedException(
            false, at, "the next record cannot be read here: " + page.unreadable(), null);
      }
      checkRemoved(at, page);
      long last = send(at, page);
      at = last;
      Replayed now = new Replayed(messages, at, removed, at >= end);
      progress.accept(now);
      if (messages >= order.most) {
        return now;
      }
    }
    return new Replayed(messages, at, removed, true);
  }

  private void checkRemoved(long after, Page page) {
    long missing = page.upTo() - after - page.records().size();
    String tenant = order.tenant;
    if (tenant != null && !order.overRemoved) {
      // Throws when some of its own are missing; those of others do not matter
      List<LogRecord> unused = log.read(tenant, null, after, 1);
    } else if (missing > 0 && !order.overRemoved) {
      long expected = after + 1;
      for (LogRecord found : page.records()) {
        if (found.position() != expected) {
          throw new LogTruncatedException(expected - 1, found.position());
        }
        expected++;
      }
      throw new LogTruncatedException(expected - 1, page.upTo() + 1);
    }
    removed += tenant == null ? missing : 0;
  }

  /** Up to where it was sent: the end of the page, or before it when that is enough. */
  private long send(long after, Page page) {
    Lanes lanes = new Lanes(after);
    long upTo = page.upTo();
    for (LogRecord found : page.records()) {
      if (messages + lanes.messages() >= order.most) {
        upTo = found.position() - 1;
        break;
      }
      if (isWanted(found)) {
        lanes.add(found, rendered(after, found));
      }
    }
    int all = lanes.messages();
    deliver(after, lanes);
    messages += all;
    return upTo;
  }

  private boolean isWanted(LogRecord found) {
    return (order.tenant == null || order.tenant.equals(found.tenant()))
        && (order.context == null || order.context.equals(found.entry().contextId()));
  }

  private List<EventMessage> rendered(long after, LogRecord found) {
    List<EventMessage> all;
    try {
      all = EventMessages.of(found);
    } catch (RuntimeException e) {
      throw unrenderable(after, found, e.toString(), e);
    }
    if (all.isEmpty()) {
      throw unrenderable(after, found, "its type was introduced by a later version", null);
    }
    return all.stream().filter(one -> order.filter.takes(one.routingKey())).toList();
  }

  private static ReplayStoppedException unrenderable(
      long after, LogRecord found, String why, @Nullable Throwable cause) {
    String which = "the record at position " + found.position() + " cannot be rendered: ";
    return new ReplayStoppedException(false, after, which + why, cause);
  }

  private void deliver(long after, Lanes lanes) {
    int inFlight = 0;
    long heard = System.nanoTime();
    Throwable last = null;
    while (lanes.messages() > 0) {
      long now = System.nanoTime();
      while (inFlight < MAX_IN_FLIGHT && sender.isAvailable()) {
        Outgoing next = lanes.next(now);
        if (next == null) {
          break;
        }
        inFlight++;
        sender.send(next.message(), error -> answers.add(new Answer(next, error)));
      }
      Answer answer = await(after, lanes.untilRetry(now, LOOK));
      if (answer == null) {
        if (System.nanoTime() - heard > order.patience.toNanos()) {
          throw new ReplayStoppedException(
              true, after, "the broker took nothing for " + order.patience + ", " + last, last);
        }
        continue;
      }
      inFlight--;
      Throwable error = answer.error;
      if (error == null) {
        heard = System.nanoTime();
        lanes.done(answer.sent);
      } else if (Sender.isForGood(error)) {
        throw new ReplayStoppedException(false, after, String.valueOf(error.getMessage()), error);
      } else {
        last = error;
        lanes.failed(answer.sent, System.nanoTime(), error.toString());
      }
    }
  }

  private @Nullable Answer await(long after, long nanos) {
    try {
      return answers.poll(Math.max(nanos, 1_000_000L), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayStoppedException(true, after, "it was interrupted", e);
    }
  }
}
