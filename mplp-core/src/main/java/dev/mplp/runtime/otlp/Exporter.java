package dev.mplp.runtime.otlp;

import dev.mplp.observe.ExportFigures;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.runtime.engine.Threads;
import dev.mplp.runtime.otlp.Holding.Lost;
import dev.mplp.runtime.relay.LeftOut;
import dev.mplp.runtime.relay.LogPages;
import dev.mplp.runtime.relay.RelayPosition;
import dev.mplp.runtime.relay.RelayPosition.Overtaken;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Trace;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each Trace that ended to a collector, off the path of the engine, while this process holds
 * the lease for it:
 *
 * <ol>
 *   <li>reads the log from the stored position on, page by page; where none is stored it begins at
 *       the end
 *   <li>reads the Trace that a record tells the end of, one at a time, and sends its spans, with
 *       those of others of the page up to {@value SpanBatch#MOST} at once
 *   <li>waits for the collector as long as it does not take them, holding on to nothing but that
 *       request; meanwhile the others wait in the log
 *   <li>stores the position once a page is sent
 * </ol>
 *
 * Whoever takes over begins at the stored position, so what was sent after it is sent twice, with
 * the same ids. What a collector refuses for good is counted and passed over.
 */
public final class Exporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
  private static final String NAME = "traces";
  private static final long STORE_EVERY = Duration.ofSeconds(10).toNanos();
  private static final Duration LAST_REQUEST = Duration.ofSeconds(2);

  private final Storage storage;
  private final Commits commits;
  private final Target target;
  private final Pace pace;
  private final LogPages pages;
  private final ExportCounts counts = new ExportCounts();
  private final EndedTraces ended;
  private final Holding holding;
  private final Delivery delivery;
  private final Thread thread;

  /** Why it does not come to send, such as that the storage is away. */
  private volatile @Nullable String broken;

  /** Where it has come to; null while that is to be read first. */
  private @Nullable RelayPosition stored;

  private long reached;
  private long storeAt;

  /**
   * An export that is not started yet.
   *
   * @param storage whose records can be read, decrypted where they are encrypted
   */
  public Exporter(Storage storage, Commits commits, Target target) {
    this(storage, commits, target, Pace.usual(target.timeout()));
  }

  Exporter(Storage storage, Commits commits, Target target, Pace pace) {
    this.storage = storage;
    this.commits = commits;
    this.target = target;
    this.pace = pace;
    this.pages = new LogPages(storage.log());
    this.ended = new EndedTraces(storage, counts);
    this.holding = new Holding(storage.leases(), "export-" + NAME, pace.lease());
    this.delivery = new Delivery(target, pace, holding, counts);
    this.thread = Threads.named("traces").newThread(this::run);
  }

  /** Begins to send. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!holding.isClosed()) {
        holding.restAlone(turn());
      }
    } catch (InterruptedException e) {
      LOG.debug("what is not sent yet is sent by the next process", e); // its owner closes it
    } finally {
      holding.release();
    }
  }

  /** Also what goes wrong altogether does not end this thread. */
  private Duration turn() throws InterruptedException {
    try {
      if (holding.holds()) {
        bring();
        broken = null;
        return pace.look();
      }
      look();
      delivery.forget();
      broken = null;
    } catch (Lost | Overtaken e) {
      LOG.info("another process may send Traces now");
    } catch (RuntimeException | Error e) {
      if (broken == null) {
        LOG.warn("Traces are sent later: {}", e.toString());
      }
      broken = e.toString();
      holding.release();
    }
    delivery.drop();
    stored = null;
    counts.sending(false);
    return pace.lease().dividedBy(3);
  }

  private void look() {
    counts.waiting(storage.log().head() - RelayPosition.read(storage, NAME).position());
  }

  private void bring() throws Lost, Overtaken, InterruptedException {
    long head = storage.log().head();
    begin(head);
    while (reached < head) {
      LogPages.Page page = pages.read(reached, head);
      for (LogRecord record : page.records()) {
        Optional<Trace> trace = ended.of(record);
        if (trace.isPresent()) {
          delivery.add(record.tenant(), trace.get());
        }
      }
      long removed = page.upTo() - reached - page.records().size();
      if (removed > 0) {
        LOG.warn("{} records before position {} went by retention", removed, page.upTo() + 1);
      }
      boolean sends = !delivery.isEmpty();
      delivery.send();
      reached = page.upTo();
      if (page.unreadable() != null) {
        reached++;
        counts.leftOut();
        LOG.warn("the record at position {} is passed over: {}", reached, page.unreadable());
      }
      counts.waiting(head - reached);
      store(sends);
      holding.keep();
    }
    store(false);
  }

  private void begin(long head) throws Overtaken {
    if (stored == null) {
      RelayPosition found = RelayPosition.read(storage, NAME);
      stored = found.version() > 0 ? found : found.move(commits, NAME, head, LeftOut.NOTHING);
      reached = stored.position();
      storeAt = System.nanoTime() + STORE_EVERY;
      counts.sending(true);
    }
  }

  /** At once when something was sent, now and then when there was nothing. */
  private void store(boolean now) throws Overtaken {
    RelayPosition from = stored;
    if (from != null && reached > from.position() && (now || System.nanoTime() - storeAt >= 0)) {
      stored = from.move(commits, NAME, reached, LeftOut.NOTHING);
      storeAt = System.nanoTime() + STORE_EVERY;
    }
  }

  /** How it is, from memory. Plans go on without it, so it never is worse than degraded. */
  public Part health() {
    ExportFigures now = counts.figures();
    String detail =
        "to "
            + target.address()
            + "; "
            + now.waiting()
            + " records of the log wait for "
            + (now.sending() ? "it" : "another process that sends");
    String wrong = broken == null ? delivery.trouble() : broken;
    if (!thread.isAlive() && !holding.isClosed()) {
      wrong = "the export has ended";
    }
    return wrong == null
        ? new Part(NAME, Status.UP, detail)
        : new Part(NAME, Status.DEGRADED, detail + "; " + wrong);
  }

  /** What it has done so far. */
  public ExportFigures figures() {
    return counts.figures();
  }

  /** Lets a request that is under way end; what is not sent is sent by the next process. */
  @Override
  public void close() {
    holding.close();
    try {
      thread.join(LAST_REQUEST.toMillis());
      thread.interrupt();
      thread.join(LAST_REQUEST.toMillis());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
