package dev.mplp.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where everything lives: documents, their items, the work of executions, the event log, timers and
 * leases.
 *
 * <p>A storage is safe for use by many threads and, unless it is in-memory, by many processes at
 * once. Every key starts with a tenant; nothing of one tenant is ever visible through the key of
 * another.
 *
 * <p>Reads see every commit that returned before the read began, in this or another process
 * (read-committed; no read spans two statements' worth of state unless it says so).
 *
 * <p>Every method may throw {@link StorageException}: nothing happened (for reads) or nothing was
 * committed (for writes), and its {@code retryable()} tells whether the same call can help later.
 */
public interface Storage extends AutoCloseable {

  /** The storage's own clock, the one that leases, delays and timers go by. */
  Instant now();

  /** The document under {@code key}, empty when there is none. */
  Optional<Document> get(DocumentKey key);

  /**
   * Documents of one tenant and kind, in the order in which they were created, that carry every
   * declared index value asked for. The cost depends on the page, not on how many documents there
   * are.
   */
  List<Document> list(DocumentQuery query);

  /**
   * How many documents {@link #list} would find from {@link DocumentQuery#after} on, counted up to
   * {@code max}; the limit of the query does not matter. Costs at most as much as {@code max}.
   */
  int count(DocumentQuery query, int max);

  /**
   * The names of tenants that have documents, ascending.
   *
   * @param after the name after which to go on, empty for the first page
   */
  List<String> tenants(String after, int limit);

  /**
   * Items of a document with {@code sequence > after}, ascending, at most {@code limit}.
   *
   * @param after -1 for the first page
   */
  List<Item> items(DocumentKey owner, long after, int limit);

  /**
   * Applies change sets, each atomically: all of a set or nothing, durable when this returns.
   *
   * <p>Sets are independent of each other: the storage may put several into one transaction, but a
   * set that conflicts or is fenced never takes another one down. When two sets of one call touch
   * the same document, they are applied in the order of the list.
   *
   * <p>Repeating a set with the same {@link ChangeSet#id()} is safe within an hour: a set that was
   * committed answers {@link CommitResult.Committed} again and changes nothing.
   *
   * @return one answer per set, in order
   * @throws OutcomeUnknownException when it cannot be told whether the sets were committed (the
   *     connection broke at commit); the caller repeats the same sets to find out
   */
  List<CommitResult> commit(List<ChangeSet> sets);

  /**
   * {@link #commit(List)}, then {@link Work#claim} for a worker, which sees what the sets made
   * ready: for a storage that can do both at the price of one. This default does one after the
   * other.
   *
   * <p>The sets come first: that nothing could be claimed (the worker is unknown, its lease has
   * ended, the storage failed in between) leaves their answers as they are, and no claim.
   *
   * @param worker in whose name
   * @param roles as with {@link Work#claim}
   * @param max how many to claim at most
   * @throws OutcomeUnknownException when it cannot be told whether the sets were committed, or
   *     steps claimed. The caller repeats the same sets with {@link #commit(List)}, and treats its
   *     worker as after a claim of unknown outcome
   */
  default Exchange exchange(
      List<ChangeSet> sets, UUID worker, @Nullable Set<String> roles, int max) {
    List<CommitResult> results = commit(sets);
    try {
      return new Exchange(results, work().claim(worker, roles, max));
    } catch (StorageException e) {
      return new Exchange(results, List.of()); // claimed later: the answers must not be lost
    }
  }

  /**
   * The answer to {@link #exchange}.
   *
   * @param results one per set, in order
   * @param claims as {@link Work#claim} gives them
   */
  record Exchange(List<CommitResult> results, List<Claim> claims) {
    /** Copies the lists. */
    public Exchange {
      results = List.copyOf(results);
      claims = List.copyOf(claims);
    }
  }

  /** {@link #commit(List)} of one set. */
  default CommitResult commit(ChangeSet set) {
    return commit(List.of(set)).get(0);
  }

  /**
   * How the storage is; a look at it costs a few reads.
   *
   * @throws StorageException when it is not to be had
   */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  default StorageHealth health() {
    long begin = System.nanoTime();
    now();
    Duration responseTime = Duration.ofNanos(System.nanoTime() - begin);
    long ready = 0;
    Duration oldest = Duration.ZERO;
    for (Work.Backlog backlog : work().backlog()) {
      ready += backlog.count();
      oldest = backlog.oldest().compareTo(oldest) > 0 ? backlog.oldest() : oldest;
    }
    return new StorageHealth(
        responseTime, ready, oldest, log().lag(), 0, null, work().leasesLost(), 0);
  }

  /** What executions have to do. */
  Work work();

  /** The log of everything that changed. */
  EventLog log();

  /** Timers that are due. */
  Timers timers();

  /** Named leases. */
  Leases leases();

  /**
   * Registers a listener for hints that something changed, in this or another process. Hints may be
   * lost, doubled or late, and there is none for what becomes due by time alone; whoever listens
   * also looks by itself from time to time. The listener is called on a thread of the storage, or
   * on that of the change after it is committed, and must return at once.
   *
   * @return closes the registration
   */
  Registration onSignal(Consumer<Signal> listener);

  /** Releases what this storage opened itself; idempotent. */
  @Override
  void close();

  /** What a hint is about. */
  enum Signal {
    /** A step may have become claimable, or an execution changed its phase. */
    WORK,
    /** The log may have grown. */
    LOG,
    /** A timer may have been set or become due. */
    TIMER
  }

  /** Ends a registration when closed; idempotent. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
