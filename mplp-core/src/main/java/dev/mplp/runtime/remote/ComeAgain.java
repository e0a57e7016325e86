package dev.mplp.runtime.remote;

import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts back, after a while, what cannot be handled here and now but perhaps elsewhere or later, and
 * refuses it when that goes on too long. Nobody waits meanwhile. Thread-safe.
 */
public final class ComeAgain {

  private static final Logger LOG = LoggerFactory.getLogger(ComeAgain.class);
  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final int TRIES = 40;
  private static final int MOST = 10_000;
  private static final long RECENT = TimeUnit.MINUTES.toNanos(1);

  private final Executor later;
  private final int tries;
  private final Seldom said = new Seldom();
  private final Map<String, Integer> tried =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST;
        }
      };
  private volatile @Nullable Trouble last;

  private record Trouble(String why, long at) {}

  /** Puts back after a quarter of a minute, for ten minutes. */
  public ComeAgain() {
    this(PAUSE, TRIES);
  }

  ComeAgain(Duration pause, int tries) {
    this.later =
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    this.tries = tries;
  }

  /** Whether a message was encrypted, but cannot be decrypted here; it is put back then. */
  public boolean isUnreadable(StepDelivery delivery) {
    boolean unreadable = delivery.message().contentType().equals(EventMessage.ENCRYPTED);
    if (unreadable) {
      later(delivery, "messages come encrypted with a key that is not known here");
    }
    return unreadable;
  }

  /**
   * Puts it back after a while.
   *
   * @param why without anything of the message
   */
  void later(StepDelivery delivery, String why) {
    String id = delivery.message().id();
    last = new Trouble(why, System.nanoTime());
    int times;
    synchronized (tried) {
      times = tried.merge(id, 1, Integer::sum);
      if (times >= tries) {
        tried.remove(id);
      }
    }
    if (times >= tries) {
      LOG.error("message {} is refused after {} tries: {}", id, times, why);
      delivery.refuse("tried " + times + " times: " + why);
    } else {
      if (said.mayAct(why)) {
        LOG.warn("message {} comes again later: {}", id, why);
      }
      later.execute(delivery::again);
    }
  }

  /** Why something had to be put back in the last minute; null when nothing had. */
  @Nullable String trouble() {
    Trouble now = last;
    return now == null || System.nanoTime() - now.at() > RECENT ? null : now.why();
  }
}
