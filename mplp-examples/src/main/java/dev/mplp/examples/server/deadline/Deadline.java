package dev.mplp.examples.server.deadline;

import static java.util.Objects.requireNonNull;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import dev.mplp.examples.server.http.RequestException;
import dev.mplp.examples.server.http.Route;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that take too long. A call is not interrupted, as nothing that waits for a database
 * would notice: it is refused the storage as soon as its time is over, so it ends where it would
 * read the next page or commit the next change, and everything before that stays as it is. What one
 * access takes is for the storage itself to bound (statement and socket timeouts).
 *
 * <p>The time begins when the body is there. Routes that may take their time have none, and the
 * threads of the runtime neither.
 */
public final class Deadline implements Filter {

  private static final ThreadLocal<@Nullable End> END = new ThreadLocal<>();

  private final Duration limit;
  private final LongSupplier nanos;

  /** When a call is to end, on a clock. */
  private record End(long at, Duration limit, LongSupplier nanos) {}

  /** For calls through a server whose runtime has {@link #over} of its storage. */
  public Deadline(Duration limit) {
    this(limit, System::nanoTime);
  }

  Deadline(Duration limit, LongSupplier nanos) {
    this.limit = requireNonNull(limit, "limit");
    this.nanos = nanos;
  }

  /** The storage for a runtime whose calls are to have an end; closed with it. */
  public static Storage over(Storage storage) {
    return new TimedStorage(storage);
  }

  @Override
  public Answer around(Exchange exchange, Next next) {
    Route<?, ?> route = exchange.route();
    if (route == null || route.isLong()) {
      return next.go();
    }
    END.set(new End(nanos.getAsLong() + limit.toNanos(), limit, nanos));
    try {
      return next.go();
    } finally {
      END.remove();
    }
  }

  /**
   * Ends the call of this thread when its time is over.
   *
   * @throws RequestException with status 504
   */
  static void check() {
    End end = END.get();
    if (end != null && end.nanos.getAsLong() - end.at > 0) {
      throw new RequestException(
          504,
          "CALL_TIMEOUT",
          "this was not done within "
              + end.limit.toSeconds()
              + " s and was ended; what was changed by then stays. Ask for less at once, or repeat"
              + " it with its Idempotency-Key");
    }
  }
}
