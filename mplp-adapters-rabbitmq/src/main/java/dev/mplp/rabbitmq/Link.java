package dev.mplp.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.BlockedCallback;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.UnblockedCallback;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.BrokerHealth.State;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, and the next one when it breaks: tries the hosts in a random order,
 * at first at once, then after pauses of up to 5 s. Guests use the connection; each is told when
 * there is one and when it is gone, always on the thread of the link.
 */
final class Link implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);
  private static final long FIRST_PAUSE = 100;
  private static final long LAST_PAUSE = 5_000;
  private static final long CHECK = 500;
  private static final int ABORT = 2_000;

  private final ConnectionFactory factory;
  private final List<Address> addresses;
  private final String place;
  private final String name;
  private final List<Guest> guests = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile BrokerHealth health;
  private volatile @Nullable Connection current;
  private volatile boolean closing;
  private String lastTold = "";

  /** Somebody who uses the connection. */
  interface Guest {
    /**
     * There is a connection.
     *
     * @throws IOException when the guest cannot work with it, which ends it
     */
    void opened(Connection connection) throws IOException, TimeoutException;

    /** There is none any more. */
    void lost(String why);

    /** What is wrong so that the connection is to be ended, null when nothing is. */
    default @Nullable String trouble() {
      return null;
    }
  }

  /** Wakes the thread. */
  private enum Event {
    LOST,
    GUEST,
    CLOSE
  }

  /**
   * A link that is not started yet.
   *
   * @param place where it goes to, for people
   * @param name of the connection at the broker
   */
  Link(ConnectionFactory factory, List<Address> addresses, String place, String name) {
    this.factory = factory;
    this.addresses = addresses;
    this.place = place;
    this.name = name;
    this.health = new BrokerHealth(State.AWAY, "not yet connected to " + place);
    this.thread = Threads.named("mplp-rabbitmq-link").newThread(this::run);
  }

  void start() {
    thread.start();
  }

  /** Lets somebody use this connection and those after it. */
  void attach(Guest guest) {
    guests.add(guest);
    events.add(Event.GUEST);
  }

  void detach(Guest guest) {
    guests.remove(guest);
  }

  /** The connection that there is, null while there is none. */
  @Nullable Connection connection() {
    return current;
  }

  BrokerHealth health() {
    return health;
  }

  private void run() {
    long pause = FIRST_PAUSE;
    while (!closing) {
      Connection connection = null;
      String why;
      try {
        connection = connect();
        Visit visit = new Visit(connection);
        visit.begin();
        current = connection;
        health = new BrokerHealth(State.AVAILABLE, "connected to " + place);
        LOG.info("connected to {}", place);
        lastTold = "";
        pause = FIRST_PAUSE;
        visit.stay();
        why = reason(connection.getCloseReason());
      } catch (IOException | TimeoutException | RuntimeException e) {
        why = reason(e);
      }
      lost(connection, closing ? "closed" : why);
      rest(pause);
      pause = Math.min(pause * 2, LAST_PAUSE);
    }
  }

  private Connection connect() throws IOException, TimeoutException {
    events.clear();
    Connection connection = factory.newConnection(addresses, name);
    connection.addShutdownListener(cause -> events.add(Event.LOST));
    BlockedCallback blocked =
        reason -> {
          LOG.warn("{} takes no messages for the moment: {}", place, reason);
          health = new BrokerHealth(State.BLOCKED, place + " takes no messages: " + reason);
        };
    UnblockedCallback unblocked =
        () -> {
          LOG.info("{} takes messages again", place);
          health = new BrokerHealth(State.AVAILABLE, "connected to " + place);
        };
    connection.addBlockedListener(blocked, unblocked);
    return connection;
  }

  /** One connection, from its beginning to its end. */
  private final class Visit {
    private final Connection connection;
    private final List<Guest> here = new CopyOnWriteArrayList<>();

    Visit(Connection connection) {
      this.connection = connection;
    }

    void begin() throws IOException, TimeoutException {
      for (Guest guest : guests) {
        if (!here.contains(guest)) {
          here.add(guest);
          guest.opened(connection);
        }
      }
    }

    void stay() throws IOException, TimeoutException {
      while (!closing && connection.isOpen()) {
        Event event = next(CHECK);
        if (event == Event.GUEST) {
          begin();
        }
        for (Guest guest : guests) {
          String trouble = guest.trouble();
          if (trouble != null && connection.isOpen()) {
            throw new IOException(trouble);
          }
        }
      }
    }
  }

  private @Nullable Event next(long millis) {
    try {
      return events.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return null; // nobody interrupts it but the end of the process
    }
  }

  private void lost(@Nullable Connection connection, String why) {
    current = null;
    health = new BrokerHealth(State.AWAY, "no connection to " + place + ": " + why);
    if (!closing && !why.equals(lastTold)) {
      lastTold = why;
      LOG.warn("no connection to {}, which is tried again all the time: {}", place, why);
    }
    for (Guest guest : guests) {
      guest.lost(why);
    }
    if (connection != null) {
      connection.abort(ABORT);
    }
  }

  private void rest(long pause) {
    long end = System.nanoTime() + pause * 1_000_000 / 2;
    long most = pause * 1_000_000 / 2;
    end += ThreadLocalRandom.current().nextLong(most + 1);
    while (!closing && System.nanoTime() - end < 0) {
      next(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
  }

  /** Why it ended, in one line; the client's messages have no passwords in them. */
  private static String reason(@Nullable Throwable cause) {
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

  @Override
  public void close() {
    closing = true;
    events.add(Event.CLOSE);
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
