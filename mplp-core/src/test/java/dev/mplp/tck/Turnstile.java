package dev.mplp.tck;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds up single calls of a storage, so that what is to happen meanwhile happens meanwhile. A call
 * that is held and never let go fails after half a minute.
 */
public final class Turnstile {

  private static final long LONGEST_SECONDS = 30;

  private final AtomicReference<@Nullable Held> next = new AtomicReference<>();
  private final Storage storage;

  /** Stands before this storage and lets everything through. */
  public Turnstile(Storage storage) {
    this.storage = StorageTap.over(storage, this::call);
  }

  /** The storage behind it. */
  public Storage storage() {
    return storage;
  }

  /** Holds up the next call like this before it has done anything. */
  public Held hold(Predicate<StorageTap.Call> which) {
    Held held = new Held(which);
    next.set(held);
    return held;
  }

  /** Holds up the next commit, with a claim or without, that makes such a change. */
  public Held holdCommit(Predicate<Change> which) {
    return hold(call -> commits(call) && changes(call).anyMatch(which));
  }

  /** Whether the call commits change sets, with a claim or without. */
  public static boolean commits(StorageTap.Call call) {
    return call.name().equals("commit") || call.name().equals("exchange");
  }

  private static java.util.stream.Stream<Change> changes(StorageTap.Call call) {
    Object argument = call.arguments()[0];
    List<?> sets = argument instanceof List<?> list ? list : List.of(argument);
    return sets.stream().flatMap(set -> ((ChangeSet) set).changes().stream());
  }

  private @Nullable Object call(StorageTap.Call call) {
    Held held = next.get();
    if (held != null && held.which.test(call) && next.compareAndSet(held, null)) {
      held.arrived.countDown();
      await(held.released, "nobody lets " + call.name() + " go");
    }
    return call.proceed();
  }

  private static void await(CountDownLatch latch, String otherwise) {
    boolean interrupted = false;
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
      while (true) {
        try {
          if (!latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError(otherwise);
          }
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A call that is held up, or will be. */
  public static final class Held {

    private final Predicate<StorageTap.Call> which;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Held(Predicate<StorageTap.Call> which) {
      this.which = which;
    }

    /** Waits until the call is there. */
    public void awaitArrival() {
      await(arrived, "the call to be held never came");
    }

    /** Lets it go. */
    public void release() {
      released.countDown();
    }
  }
}
