package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A proxy before a server that cuts a connection when the client sends a certain text. */
final class CuttingProxy implements AutoCloseable {

  /** When the connection is cut. */
  enum Cut {
    /** The text does not reach the server. */
    BEFORE,
    /** The text reaches the server, its answer does not reach the client. */
    AFTER
  }

  private record Order(String text, Cut cut) {}

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Order> order = new AtomicReference<>();

  CuttingProxy(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Cuts the next connection on which the client sends the text. */
  void cutOn(String text, Cut cut) {
    order.set(new Order(text, cut));
  }

  /** Whether the order was carried out. */
  boolean hasCut() {
    return order.get() == null;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        daemon(() -> pumpRequests(client, server));
        daemon(() -> pumpAnswers(server, client));
      }
    } catch (IOException e) {
      closeAll();
    }
  }

  private void pumpRequests(Socket client, Socket server) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        Order pending = order.get();
        boolean cut =
            pending != null
                && new String(buffer, 0, n, ISO_8859_1).contains(pending.text)
                && order.compareAndSet(pending, null);
        if (cut && pending.cut == Cut.AFTER) {
          // The answer side goes first, so that no byte of the answer gets through.
          client.setSoLinger(true, 0);
          client.close();
          out.write(buffer, 0, n);
          out.flush();
          server.shutdownOutput();
          return;
        } else if (cut) {
          break;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // The other side is gone; both are closed below.
    }
    close(client);
    close(server);
  }

  private void pumpAnswers(Socket server, Socket client) {
    try {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      drain(server);
    }
    close(client);
    close(server);
  }

  /** The server shall finish what it was sent. */
  private static void drain(Socket server) {
    try {
      server.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      close(server);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void closeAll() {
    open.forEach(CuttingProxy::close);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeAll();
  }
}
