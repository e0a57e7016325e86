package dev.mplp.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MalformedFrameException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the broker, which can be given up whatever state it is in. */
final class Line {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final Connection connection;
  private final Socket socket;
  private volatile @Nullable String blocked;

  private Line(Connection connection, Socket socket) {
    this.connection = connection;
    this.socket = socket;
  }

  Connection connection() {
    return connection;
  }

  /** Why the broker takes no messages, null when it does. */
  @Nullable String blocked() {
    return blocked;
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  /** Ends it: politely when the other side listens, else by closing the socket. */
  void end() {
    int longest = (int) GOODBYE.toMillis();
    boolean polite = false;
    try {
      polite = Endings.within(GOODBYE, () -> connection.abort(longest));
    } finally {
      if (!polite) {
        close(socket);
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      LOG.debug("the socket was closed already", e);
    }
  }

  /** Opens lines with certain settings; for one thread, and another one that cuts it short. */
  static final class Dialer {

    private final ConnectionFactory factory;
    private final List<Address> addresses;
    private final String place;
    private final String name;
    private volatile @Nullable Socket last;

    /**
     * Dials hosts in a random order.
     *
     * @param place where it goes to, for people
     * @param name of the connection at the broker
     */
    Dialer(ConnectionFactory factory, List<Address> addresses, String place, String name) {
      this.factory = factory;
      this.addresses = addresses;
      this.place = place;
      this.name = name;
      factory.setSocketConfigurator(
          factory.getSocketConfigurator().andThen(socket -> last = socket));
    }

    String place() {
      return place;
    }

    /** A new line. */
    Line dial(Runnable onEnd) throws IOException, TimeoutException {
      Connection connection = connect();
      Socket socket = last;
      if (socket == null) {
        throw new IOException("the client made a connection without a socket");
      }
      Line line = new Line(connection, socket);
      connection.addShutdownListener(cause -> onEnd.run());
      connection.addBlockedListener(
          reason -> {
            LOG.warn("{} takes no messages for the moment: {}", place, reason);
            line.blocked = reason;
          },
          () -> {
            LOG.info("{} takes messages again", place);
            line.blocked = null;
          });
      return line;
    }

    private Connection connect() throws IOException, TimeoutException {
      try {
        return factory.newConnection(addresses, name);
      } catch (IOException e) {
        Throwable end = e.getCause();
        if (end != null && end.getCause() instanceof MalformedFrameException) {
          // The client says "connection error", and no more
          throw new IOException("it does not answer in AMQP; a port for TLS needs amqps://", e);
        }
        throw e;
      }
    }

    /** Closes the socket that was opened last, whatever it is waiting for. */
    void cut() {
      Socket socket = last;
      if (socket != null) {
        close(socket);
      }
    }
  }
}
