package dev.mplp.runtime.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.RunId;
import dev.mplp.model.TraceId;
import dev.mplp.runtime.live.LiveLog;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The log of one tenant in the wire shapes, for whoever may read it. Thread-safe. */
public final class EventService {

  private static final int LARGEST_PAGE = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long a hint is trusted to come; then a reader looks by itself. */
  private static final long LOOK = Duration.ofMillis(500).toNanos();

  /** After a hint the record may not have its position yet: look again after this, doubling. */
  private static final long FIRST_REST = Duration.ofMillis(4).toNanos();

  private static final long LAST_REST = Duration.ofMillis(64).toNanos();

  private final Storage storage;
  private final String tenant;
  private final LogWaiter waiter;
  private final Consumer<EventRecord> told;
  private final RunLog runs;
  private final @Nullable LiveLog live;

  /**
   * Reads the log of {@code tenant}.
   *
   * @param waiter of the same storage; closed by whoever made it
   */
  public EventService(Storage storage, String tenant, LogWaiter waiter) {
    this(storage, tenant, waiter, null, record -> {});
  }

  /**
   * As {@link #EventService(Storage, String, LogWaiter)}.
   *
   * @param live what is new in the same log, where it is known without asking; null for nothing
   * @param told called with each record before anybody is shown it
   */
  public EventService(
      Storage storage,
      String tenant,
      LogWaiter waiter,
      @Nullable LiveLog live,
      Consumer<EventRecord> told) {
    this.live = live;
    this.told = requireNonNull(told, "told");
    this.storage = requireNonNull(storage, "storage");
    this.tenant = requireNonNull(tenant, "tenant");
    this.waiter = requireNonNull(waiter, "waiter");
    this.runs = new RunLog(storage.log(), tenant, Room.EVENTS);
  }

  /** See {@link dev.mplp.event.Events#read}. */
  public List<EventRecord> read(@Nullable ContextId contextId, long after, int limit) {
    if (after < 0) {
      throw new IllegalArgumentException("after must not be negative, but is " + after);
    }
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to 1000, but is " + limit);
    }
    String context = contextId == null ? null : contextId.value();
    return render(storage.log().read(tenant, context, after, limit));
  }

  /** See {@link dev.mplp.event.Events#poll}. */
  public List<EventRecord> poll(
      @Nullable ContextId contextId, long after, int limit, Duration timeout) {
    return follow(contextId, after, limit, timeout).records();
  }

  /**
   * What was read of the log.
   *
   * @param records in their order
   * @param upTo the position up to which there is nothing else, so that whoever goes on there
   *     neither reads nor misses what others wrote
   */
  record Stretch(List<EventRecord> records, long upTo) {}

  /** The next records after a position; waits for them, at most {@code timeout}. */
  Stretch follow(@Nullable ContextId contextId, long after, int limit, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    long rest = LAST_REST;
    long from = after;
    while (true) {
      long seen = waiter.version();
      Stretch known = live(contextId, from, limit);
      Stretch found = known == null ? stretch(contextId, from, limit) : known;
      from = found.upTo();
      long left = deadline - System.nanoTime();
      if (!found.records().isEmpty() || left <= 0) {
        return found;
      }
      try {
        if (known != null) {
          waiter.await(seen, Math.min(left, LOOK)); // woken when there is more
        } else if (rest < LAST_REST) {
          LogWaiter.rest(Math.min(left, rest));
          rest *= 2;
        } else if (waiter.await(seen, Math.min(left, LOOK))) {
          rest = FIRST_REST;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return found;
      }
    }
  }

  /** What this process was told, null when that is not enough. */
  private @Nullable Stretch live(@Nullable ContextId contextId, long after, int limit) {
    if (live == null) {
      return null;
    }
    String context = contextId == null ? null : contextId.value();
    LiveLog.Found found = live.read(tenant, context, after, limit);
    return found == null ? null : new Stretch(render(found.records()), found.upTo());
  }

  /** Where the log ends is asked first: what it gets meanwhile lies behind that. */
  private Stretch stretch(@Nullable ContextId contextId, long after, int limit) {
    long head = storage.log().head();
    List<EventRecord> records = read(contextId, after, limit);
    int count = records.size();
    long last = count == 0 ? after : records.get(count - 1).position();
    return new Stretch(records, count == limit ? last : Math.max(last, head));
  }

  /** See {@link dev.mplp.event.Events#ofRun}. */
  public List<EventRecord> ofRun(RunId runId) {
    return ofRun(runId, contextId -> {});
  }

  /**
   * As {@link #ofRun(RunId)}.
   *
   * @param mayRead called with each Context that the records are of; throws to refuse them
   */
  public List<EventRecord> ofRun(RunId runId, Consumer<ContextId> mayRead) {
    List<LogRecord> records = runs.read(runId.uuid(), PATIENCE);
    records.stream()
        .map(record -> record.entry().contextId())
        .filter(Objects::nonNull)
        .distinct()
        .forEach(contextId -> mayRead.accept(ContextId.of(contextId)));
    return render(records);
  }

  /** See {@link dev.mplp.event.Events#watch}. */
  public Watch watch(EventFilter filter, long after) {
    return new LogWatch(this, filter, filter::passes, after);
  }

  /**
   * Follows a run.
   *
   * @param contextId of its Plan
   * @param traceId the Trace of the run, whose UUID the run has
   */
  public Watch watchRun(ContextId contextId, TraceId traceId, long after) {
    return new LogWatch(
        this,
        EventFilter.in(contextId),
        event -> event.inline() != null && traceId.equals(event.inline().traceId()),
        after);
  }

  private List<EventRecord> render(List<LogRecord> records) {
    List<EventRecord> rendered = records.stream().map(EventRendering::render).toList();
    rendered.forEach(told);
    return rendered;
  }
}
