package dev.mplp.tck;

import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.ForwardingStorage;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.Work;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage that fails now and then, as one behind a network does: before a write (a {@link
 * StorageException} that says that trying again can help, and nothing has happened) or after it (an
 * {@link OutcomeUnknownException}, and it has happened).
 *
 * <p>Commits, exchanges, and of the work claims and extensions, fail; everything else works. Which
 * calls fail is decided by the seed and the order of calls: the same calls in the same order fail
 * alike.
 */
public final class FaultyStorage extends ForwardingStorage {

  private final double before;
  private final double after;
  private final Random random;
  private final Work work;
  private final AtomicInteger faults = new AtomicInteger();
  private final AtomicReference<Fault> next = new AtomicReference<>();
  private volatile boolean working;

  /**
   * A storage that fails at random.
   *
   * @param storage what it stands before; closed with it
   * @param seed decides which calls fail
   * @param before how likely a call fails before it has done anything, 0 to 1
   * @param after how likely it fails after it was done; with {@code before} at most 1
   */
  public FaultyStorage(Storage storage, long seed, double before, double after) {
    super(storage);
    if (before < 0 || after < 0 || before + after > 1) {
      throw new IllegalArgumentException("no probabilities: " + before + ", " + after);
    }
    this.before = before;
    this.after = after;
    random = new Random(seed);
    work = new FaultyWork(storage.work(), this);
  }

  /** A storage that works until it is told to fail. */
  public static FaultyStorage of(Storage storage) {
    return new FaultyStorage(storage, 0, 0, 0);
  }

  /** Makes the next call that can fail do so, whatever chance would have it. */
  public void failNext(Fault fault) {
    next.set(fault);
  }

  /** From now on nothing fails: what is still unfinished can come to its end. */
  public void recover() {
    working = true;
    next.set(null);
  }

  /** How many calls have failed. */
  public int faults() {
    return faults.get();
  }

  /** Does a call, and fails before or after it. */
  <R> R call(String what, Supplier<R> action) {
    Fault fault = draw();
    if (fault == Fault.BEFORE) {
      faults.incrementAndGet();
      throw new StorageException(true, "injected: no connection for " + what, null);
    }
    R result = action.get();
    if (fault == Fault.AFTER) {
      faults.incrementAndGet();
      throw new OutcomeUnknownException("injected: connection lost after " + what, null);
    }
    return result;
  }

  private Fault draw() {
    Fault forced = next.getAndSet(null);
    if (forced != null || working) {
      return forced == null ? Fault.NONE : forced;
    }
    double drawn;
    synchronized (random) {
      drawn = random.nextDouble();
    }
    return drawn < before ? Fault.BEFORE : drawn < before + after ? Fault.AFTER : Fault.NONE;
  }

  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    return call("commit", () -> super.commit(sets));
  }

  @Override
  public Exchange exchange(
      List<ChangeSet> sets, UUID worker, @Nullable Set<String> roles, int max) {
    return call("exchange", () -> storage().exchange(sets, worker, roles, max));
  }

  @Override
  public Work work() {
    return work;
  }

  /** When a call fails. */
  public enum Fault {
    /** Not at all. */
    NONE,
    /** Before anything has happened. */
    BEFORE,
    /** After everything has happened. */
    AFTER
  }
}
