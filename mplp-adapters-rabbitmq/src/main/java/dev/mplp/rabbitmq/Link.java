package dev.mplp.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.BrokerHealth.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, and the next one when it breaks: tries the hosts in a random order,
 * at first at once, then after pauses of up to 5 s, which grow until one lasts for a while. Guests
 * use the connection; each is told when there is one and when it is gone, always on the thread of
 * the link. The first guest starts it.
 *
 * <p>What is wrong with a guest alone ends its stay, not the connection; see {@link Stay}.
 */
final class Link implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);
  private static final long FIRST_PAUSE = 100;
  private static final long LAST_PAUSE = 5_000;
  private static final long CHECK = 100;
  private static final long GOOD = TimeUnit.SECONDS.toNanos(3);
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final Line.Dialer dialer;
  private final String place;
  private final List<Stay> stays = new CopyOnWriteArrayList<>();
  private final ArrayBlockingQueue<Boolean> bell = new ArrayBlockingQueue<>(1);
  private final Thread thread;
  private final AtomicBoolean started = new AtomicBoolean();
  private final BrokerHealth connected;
  private volatile BrokerHealth away;
  private volatile @Nullable Line current;
  private volatile boolean closing;
  private String lastTold = "";
  private boolean tells = true;

  /** Somebody who uses the connection. */
  interface Guest {
    /** What it is, for people. */
    String name();

    /**
     * There is a connection.
     *
     * @throws IOException when the guest cannot work with it; it is let in again later
     */
    void opened(Connection connection) throws IOException, TimeoutException;

    /** There is none any more, or none for this guest. Returns at once. */
    void lost(String why);

    /** What is wrong with what it opened, so that it is to be opened anew; null for nothing. */
    default @Nullable String trouble() {
      return null;
    }

    /** What is wrong with the connection, so that it is to be ended; null for nothing. */
    default @Nullable String silence() {
      return null;
    }
  }

  /** A link that is not started yet. */
  Link(Line.Dialer dialer) {
    this.dialer = dialer;
    this.place = dialer.place();
    this.connected = new BrokerHealth(State.AVAILABLE, "connected to " + place);
    this.away = new BrokerHealth(State.AWAY, "not yet connected to " + place);
    this.thread = Threads.named("mplp-rabbitmq-link").newThread(this::run);
  }

  /** Lets somebody use this connection and those after it. */
  void attach(Guest guest) {
    stays.add(new Stay(guest));
    wake();
    if (!closing && started.compareAndSet(false, true)) {
      thread.start();
    }
  }

  void detach(Guest guest) {
    stays.removeIf(stay -> stay.guest() == guest);
  }

  /** What is wrong with guests alone. */
  List<String> problems() {
    return stays.stream().map(Stay::problem).filter(Objects::nonNull).toList();
  }

  /** There is something to look after. */
  void wake() {
    boolean unused = bell.offer(true);
  }

  /** The connection that there is, null while there is none. */
  @Nullable Connection connection() {
    Line line = current;
    return line == null ? null : line.connection();
  }

  BrokerHealth health() {
    Line line = current;
    if (thread.getState() == Thread.State.TERMINATED && !closing) {
      return new BrokerHealth(State.AWAY, "nobody looks after the connection to " + place);
    }
    if (line == null) {
      return away;
    }
    if (!line.isOpen()) {
      return new BrokerHealth(State.AWAY, "the connection to " + place + " has ended");
    }
    String blocked = line.blocked();
    return blocked == null
        ? connected
        : new BrokerHealth(State.BLOCKED, place + " takes no messages: " + blocked);
  }

  private void run() {
    long pause = FIRST_PAUSE;
    while (!closing) {
      Line line = null;
      String why;
      long opened = 0;
      try {
        line = dialer.dial(this::wake);
        look(line);
        current = line;
        opened = System.nanoTime();
        connected();
        while (!closing && line.isOpen()) {
          await(CHECK);
          look(line);
        }
        why = reason(line.connection().getCloseReason());
      } catch (IOException | TimeoutException | RuntimeException e) {
        why = reason(e);
      } catch (Throwable e) {
        // Such as no memory for a thread: this one must not end of it, nor keep its connection.
        LOG.error("the connection to {} is given up for another one", place, e);
        why = e.toString();
      }
      if (current != null && System.nanoTime() - opened > GOOD) {
        pause = FIRST_PAUSE;
        lastTold = "";
      }
      lost(line, closing ? "closed" : why);
      rest(pause);
      pause = Math.min(pause * 2, LAST_PAUSE);
    }
  }

  private void connected() {
    if (tells) {
      LOG.info("connected to {}", place);
      tells = false; // until it is told that there is no connection
    }
  }

  private void look(Line line) throws IOException, TimeoutException {
    for (Stay stay : stays) {
      if (!closing && line.isOpen()) {
        stay.look(line);
      }
    }
  }

  private void await(long millis) {
    try {
      bell.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing = true; // nobody interrupts it but the end of the process
    }
  }

  private void lost(@Nullable Line line, String why) {
    away = new BrokerHealth(State.AWAY, "no connection to " + place + ": " + why);
    current = null;
    if (!closing && !why.equals(lastTold)) {
      lastTold = why;
      tells = true;
      LOG.warn("no connection to {}, which is tried again all the time: {}", place, why);
    }
    if (line != null) {
      whatever(line::end);
    }
    for (Stay stay : stays) {
      whatever(() -> stay.lost(why));
    }
  }

  /** What fails of it is told, and no matter to what follows. */
  private static void whatever(Runnable part) {
    try {
      part.run();
    } catch (Throwable e) {
      LOG.error("what used a connection that has ended did not end well", e);
    }
  }

  private void rest(long pause) {
    long half = pause * 1_000_000 / 2;
    long end = System.nanoTime() + half + ThreadLocalRandom.current().nextLong(half + 1);
    while (!closing && System.nanoTime() - end < 0) {
      await(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
  }

  /** Why it ended, in one line; the client's messages have no passwords in them. */
  static String reason(@Nullable Throwable cause) {
    Throwable found = cause;
    while (found != null && found.getMessage() == null && found.getCause() != null) {
      found = found.getCause();
    }
    if (found instanceof IOException && found.getCause() instanceof ShutdownSignalException end) {
      found = end;
    }
    if (found == null) {
      return "it was closed";
    }
    String message = found.getMessage();
    return message == null ? found.getClass().getSimpleName() : message;
  }

  /** Ends the connection, within seconds whatever the other side does. */
  @Override
  public void close() {
    closing = true;
    away = new BrokerHealth(State.AWAY, "closed");
    wake();
    if (Threads.join(thread, CLOSING) && thread.isAlive()) {
      dialer.cut();
      boolean unused = Threads.join(thread, CLOSING);
    }
    current = null;
  }
}
