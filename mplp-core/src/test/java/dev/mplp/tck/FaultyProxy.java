package dev.mplp.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy before a server on this machine: resets connections, refuses new ones, and holds up what
 * goes one way or the other.
 */
public final class FaultyProxy implements AutoCloseable {

  private static final long LOOK = Duration.ofMillis(2).toNanos();

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;

  /** What becomes of one direction. */
  private static final class Way {
    volatile boolean held;
    volatile long delay;
  }

  private final Way requests = new Way();
  private final Way answers = new Way();

  /** A proxy before a port of this machine. */
  public FaultyProxy(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** Where it listens on this machine. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Refuses connections, or takes them again. */
  public void refuse(boolean refuse) {
    refusing = refuse;
    if (refuse) {
      cut();
    }
  }

  /** Resets every connection. */
  public void cut() {
    open.forEach(FaultyProxy::reset);
    open.clear();
  }

  /** Lets nothing through to the server, or lets it go on. */
  public void holdRequests(boolean hold) {
    requests.held = hold;
  }

  /** Lets nothing through to the client, or lets it go on. */
  public void holdAnswers(boolean hold) {
    answers.held = hold;
  }

  /** Lets each piece wait on its way to the server, and on its way back. */
  public void delay(Duration toServer, Duration toClient) {
    requests.delay = toServer.toNanos();
    answers.delay = toClient.toNanos();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        if (refusing) {
          reset(client);
        } else {
          connect(client);
        }
      }
    } catch (IOException e) {
      cut(); // it was closed
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2_000);
    } catch (IOException e) {
      reset(client);
      return;
    }
    daemon(() -> pump(client, server, requests));
    daemon(() -> pump(server, client, answers));
  }

  private static void pump(Socket from, Socket to, Way way) {
    byte[] buffer = new byte[1 << 14];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (way.delay > 0) {
          LockSupport.parkNanos(way.delay);
        }
        while (way.held && !from.isClosed()) {
          LockSupport.parkNanos(LOOK);
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // one of both is gone; the other follows
    }
    reset(from);
    reset(to);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // it is closed already
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
