package dev.mplp.rabbitmq;

import com.rabbitmq.client.ChannelContinuationTimeoutException;
import dev.mplp.rabbitmq.Link.Guest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guest's stay on the lines of a link, one after another. A guest that cannot be let in, or
 * cannot go on, is let in again on the same line, after a pause that doubles: what is wrong with it
 * alone is no matter to the others. For the thread of the link.
 */
final class Stay {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);
  private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
  private static final long LAST_PAUSE = Duration.ofSeconds(10).toNanos();

  /** Whoever stayed so long begins with the first pause again. */
  private static final long GOOD = Duration.ofSeconds(10).toNanos();

  private final Guest guest;
  private @Nullable Line on;
  private long since;
  private long retryAt = System.nanoTime();
  private long pause = FIRST_PAUSE;
  private String told = "";
  private volatile @Nullable String problem;

  Stay(Guest guest) {
    this.guest = guest;
  }

  Guest guest() {
    return guest;
  }

  /** Why the guest is not let in at the moment, null when it is; from any thread. */
  @Nullable String problem() {
    String why = problem;
    return why == null ? null : guest.name() + " waits: " + why;
  }

  /**
   * Lets the guest in where it is not, and looks after it where it is.
   *
   * @throws IOException when the whole line is not to be used any more
   */
  void look(Line line) throws IOException, TimeoutException {
    if (on == null) {
      if (System.nanoTime() - retryAt >= 0) {
        enter(line);
      }
      return;
    }
    String silence = guest.silence();
    if (silence != null) {
      throw new IOException(silence);
    }
    String trouble = guest.trouble();
    if (trouble != null && line.isOpen()) {
      leave(trouble);
    }
  }

  private void enter(Line line) throws IOException, TimeoutException {
    try {
      guest.opened(line.connection());
      on = line;
      since = System.nanoTime();
      problem = null;
    } catch (ChannelContinuationTimeoutException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (!line.isOpen()) {
        throw e;
      }
      leave(Link.reason(e));
    } catch (Error e) {
      LOG.error("{} did not get its connection", guest.name(), e);
      leave(e.toString());
    }
  }

  private void leave(String why) {
    if (on != null && System.nanoTime() - since > GOOD) {
      pause = FIRST_PAUSE;
    }
    on = null;
    problem = why;
    retryAt = System.nanoTime() + pause;
    pause = Math.min(pause * 2, LAST_PAUSE);
    if (!why.equals(told)) {
      told = why;
      LOG.warn("{} cannot be used for the moment, which is tried again: {}", guest.name(), why);
    }
    guest.lost(why);
  }

  /** The line is gone: the next one is entered at once. */
  void lost(String why) {
    on = null;
    problem = null;
    retryAt = System.nanoTime();
    guest.lost(why);
  }
}
