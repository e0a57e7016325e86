package dev.mplp.examples.server.events;

import dev.mplp.MplpException;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.Principal;
import dev.mplp.spi.StorageException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A caller who follows the log. He has no thread: whoever finds that there is something to tell
 * calls {@link #wake}, and one thread at a time looks and sends.
 *
 * <ol>
 *   <li>At most one piece is on its way to the caller; the next one is read when he has taken it.
 *       So a slow caller costs one piece, and reads on where he is when he can.
 *   <li>A wake while a piece is read or on its way is remembered, and looked after at its end.
 *   <li>A watch keeps its place, so nothing is left out or told twice whatever wakes it.
 * </ol>
 */
final class Follower {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final int EMPTY_PAGES = 20;

  private final Principal principal;
  private final @Nullable String context;
  private final Watch watch;
  private final Output output;
  private final Executor executor;
  private final Consumer<Follower> onEnd;

  /** All that follows is guarded by this. */
  private @Nullable Response response;

  private @Nullable Callback callback;
  private List<EventRecord> first;
  private boolean isBusy = true;
  private boolean isDue = true;
  private boolean isEnding;
  private boolean isOver;
  private boolean isSending = true;
  private long sendingSince = System.nanoTime();
  private long toldAt = System.nanoTime();

  /**
   * One who gets nothing before {@link #begin}.
   *
   * @param first what the watch has seen already
   * @param onEnd called once, when all is over
   */
  Follower(
      Principal principal,
      @Nullable String context,
      Watch watch,
      List<EventRecord> first,
      Output output,
      Executor executor,
      Consumer<Follower> onEnd) {
    this.principal = principal;
    this.context = context;
    this.watch = watch;
    this.first = first;
    this.output = output;
    this.executor = executor;
    this.onEnd = onEnd;
  }

  Principal principal() {
    return principal;
  }

  /** Whether what happens in a Context may be for him; null for what is in none. */
  boolean isAbout(@Nullable String changed) {
    return context == null || context.equals(changed);
  }

  /** Takes the response over. */
  void begin(Response to, Callback onDone) {
    byte[] begin = output.begin();
    synchronized (this) {
      response = to;
      callback = onDone;
      if (isOver) {
        onDone.succeeded();
        return;
      }
      byte[] seen = output.of(first, watch.position());
      first = List.of();
      send(seen == null ? begin : joined(begin, seen), output.isOne() && seen != null);
    }
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
  }

  /** There may be something to tell. */
  void wake() {
    synchronized (this) {
      if (isOver || isBusy) {
        isDue = true;
        return;
      }
      isBusy = true;
      isDue = false;
    }
    executor.execute(this::look);
  }

  private void look() {
    try {
      List<EventRecord> seen = List.of();
      for (int i = 0; i < EMPTY_PAGES && seen.isEmpty(); i++) {
        long before = watch.position();
        seen = watch.next(Duration.ZERO);
        if (watch.position() == before) {
          break;
        }
      }
      synchronized (this) {
        byte[] piece = output.of(seen, watch.position());
        if (piece == null) {
          rest();
        } else {
          isDue |= !output.isOne();
          send(piece, output.isOne());
        }
      }
    } catch (StorageException e) {
      rest(); // looked again with the next beat, if not before
    } catch (MplpException e) {
      end(e);
    } catch (RuntimeException e) {
      LOG.warn("a stream of {} fails", principal.subject(), e);
      over(e);
    }
  }

  private void rest() {
    synchronized (this) {
      isBusy = false;
      isSending = false;
      if (isEnding) {
        end(null);
      } else if (isDue) {
        wake();
      }
    }
  }

  private void send(byte[] piece, boolean isLast) {
    Response to = response;
    if (to == null || isOver) {
      return;
    }
    isBusy = true;
    isSending = true;
    sendingSince = System.nanoTime();
    to.write(
        isLast,
        ByteBuffer.wrap(piece),
        Callback.from(
            () -> {
              toldAt = System.nanoTime();
              if (isLast) {
                over(null);
              } else {
                rest();
              }
            },
            this::over));
  }

  /** Called from time to time: cuts off who takes nothing, and tells the others to be patient. */
  void tick(Duration beat) {
    synchronized (this) {
      long now = System.nanoTime();
      if (isOver) {
        return;
      }
      if (!isBusy) {
        byte[] alive = now - toldAt > beat.toNanos() ? output.beat(watch.position()) : null;
        isDue = true; // hints may be lost
        if (alive == null) {
          wake();
        } else {
          send(alive, false);
        }
        return;
      }
      if (!isSending || now - sendingSince <= 2 * beat.toNanos()) {
        return;
      }
    }
    over(new TimeoutException("the caller takes nothing"));
  }

  /** Ends it in good order as soon as what is on its way has arrived. */
  void finish() {
    synchronized (this) {
      if (isBusy) {
        isEnding = true;
      } else {
        end(null);
      }
    }
  }

  private void end(@Nullable MplpException problem) {
    synchronized (this) {
      send(output.end(watch.position(), problem), true);
    }
  }

  private void over(@Nullable Throwable failure) {
    Callback done;
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
      done = callback;
    }
    onEnd.accept(this);
    if (done != null && failure == null) {
      done.succeeded();
    } else if (done != null) {
      done.failed(failure);
    }
  }
}
