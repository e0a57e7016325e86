package dev.mplp.examples.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which the head of a request, that is its line and headers, comes drop by
 * drop: each byte begins their idle time anew, so they would be taken for ever. A connection has a
 * head on its way when bytes have come since its last request was over, and no request has begun.
 */
final class SlowHeads extends Handler.Wrapper implements Connection.Listener {

  private static final long TICK = Duration.ofSeconds(1).toNanos();
  private static final int TOO_LATE = 408;

  private final long most;
  private final Unseen unseen;
  private final Map<Connection, Head> heads = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param most how long a head may take, from its first byte
   */
  SlowHeads(Handler handler, Duration most, Unseen unseen) {
    super(handler);
    this.most = most.toNanos();
    this.unseen = unseen;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    sweepLater(getServer().getScheduler());
  }

  private void sweepLater(Scheduler scheduler) {
    Scheduler.Task unused =
        scheduler.schedule(() -> sweep(scheduler), Math.min(TICK, most / 2), TimeUnit.NANOSECONDS);
  }

  private void sweep(Scheduler scheduler) {
    try {
      long now = System.nanoTime();
      heads.forEach(
          (connection, head) -> {
            if (head.takes(connection.getBytesIn(), now) > most) {
              connection.getEndPoint().close();
              unseen.answered(null, TOO_LATE);
            }
          });
    } finally {
      if (isRunning()) {
        sweepLater(scheduler);
      }
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    Head head = heads.get(connection);
    if (head == null) {
      return super.handle(request, response, callback); // closed meanwhile
    }
    head.begin();
    return super.handle(
        request, response, Callback.from(callback, () -> head.end(connection.getBytesIn())));
  }

  @Override
  public void onOpened(Connection connection) {
    heads.put(connection, new Head());
  }

  @Override
  public void onClosed(Connection connection) {
    heads.remove(connection);
  }

  /** How many connections are open. */
  int connections() {
    return heads.size();
  }

  /** What is on its way on a connection. */
  private static final class Head {

    private boolean isRequest;
    private boolean isOnItsWay;
    private long bytes;
    private long since;

    synchronized void begin() {
      isRequest = true;
      isOnItsWay = false;
    }

    synchronized void end(long come) {
      isRequest = false;
      bytes = come;
    }

    /** How long a head has been on its way as far as is seen now, 0 for none. */
    synchronized long takes(long come, long now) {
      if (!isOnItsWay && !isRequest && come > bytes) {
        isOnItsWay = true;
        since = now;
      }
      return isOnItsWay ? now - since : 0;
    }
  }
}
