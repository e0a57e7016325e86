package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.Item;
import dev.mplp.spi.Leases;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers;
import dev.mplp.spi.Work;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A storage in the memory of this process: complete, fast, and gone with the process.
 *
 * <p>Documents and executions stay until they are removed. The log is bounded: when it holds {@link
 * Builder#maxLogRecords} records, the oldest makes room for the newest. A change set can be
 * repeated safely as long as it is one of the last 100,000; longer than that, and shorter than an
 * hour, only somebody who commits more than 27 sets a second can wait.
 *
 * <p>Thread-safe; hints are given on the thread that made the change, after it has been made.
 */
public final class InMemoryStorage implements Storage {

  private final Guard guard;
  private final StorageClock clock;
  private final Signals signals = new Signals();
  private final Documents documents = new Documents();
  private final Items items = new Items();
  private final MemoryLog log;
  private final MemoryTimers timers;
  private final MemoryLeases leases;
  private final MemoryWork work;
  private final Commits commits;

  private InMemoryStorage(Builder builder) {
    clock = new StorageClock(builder.clock);
    guard = new Guard(clock, signals);
    log = new MemoryLog(guard, clock, signals, builder.maxLogRecords);
    timers = new MemoryTimers(guard, clock, signals);
    leases = new MemoryLeases(guard, clock);
    StepMoves moves = new StepMoves(clock, signals);
    PhaseFlow phases = new PhaseFlow(moves);
    StepFlow flow = new StepFlow(moves, phases);
    Executions executions = new Executions(flow, phases);
    work = new MemoryWork(guard, clock, log, executions, flow, moves.ready, moves.limits);
    commits = new Commits(documents, items, timers, log, executions);
  }

  /** An empty storage that goes by the system's clock. */
  public static InMemoryStorage create() {
    return builder().build();
  }

  /** A builder of an empty storage. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Instant now() {
    return guard.call(() -> Micros.toInstant(clock.micros()));
  }

  @Override
  public Optional<Document> get(DocumentKey key) {
    return guard.call(() -> Optional.ofNullable(documents.get(key)));
  }

  @Override
  public List<Document> list(DocumentQuery query) {
    return guard.call(() -> documents.list(query));
  }

  @Override
  public int count(DocumentQuery query, int max) {
    return guard.call(() -> documents.count(query, max));
  }

  @Override
  public List<String> tenants(String after, int limit) {
    return guard.call(() -> documents.tenants(after, limit));
  }

  @Override
  public List<Item> items(DocumentKey owner, long after, int limit) {
    return guard.call(() -> items.page(owner, after, limit));
  }

  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    return guard.call(() -> commitAll(sets));
  }

  @Override
  public Exchange exchange(
      List<ChangeSet> sets, UUID worker, @Nullable Set<String> roles, int max) {
    return guard.call(() -> new Exchange(commitAll(sets), work.claimNow(worker, roles, max)));
  }

  private List<CommitResult> commitAll(List<ChangeSet> sets) {
    List<CommitResult> results = new ArrayList<>(sets.size());
    for (ChangeSet set : sets) {
      results.add(commits.commit(set));
    }
    return results;
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public EventLog log() {
    return log;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public Registration onSignal(Consumer<Signal> listener) {
    return signals.add(requireNonNull(listener, "listener"));
  }

  /** Ends the registrations of listeners; the data stays readable. */
  @Override
  public void close() {
    signals.clear();
  }

  /** Settings of a storage; not thread-safe. */
  public static final class Builder {

    private InstantSource clock = Clock.systemUTC();
    private int maxLogRecords = 1_000_000;

    private Builder() {}

    /** The clock that leases, delays and timers go by; the system's unless set. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * How many records the log keeps, at least 1; a million unless set. A record takes some 300
     * bytes and what its body takes.
     */
    public Builder maxLogRecords(int maxLogRecords) {
      if (maxLogRecords < 1) {
        throw new IllegalArgumentException(
            "maxLogRecords must be positive but is " + maxLogRecords);
      }
      this.maxLogRecords = maxLogRecords;
      return this;
    }

    /** An empty storage with these settings. */
    public InMemoryStorage build() {
      return new InMemoryStorage(this);
    }
  }
}
