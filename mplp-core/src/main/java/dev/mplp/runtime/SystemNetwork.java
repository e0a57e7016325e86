package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.runtime.engine.Threads;
import dev.mplp.runtime.network.SystemNodes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica in the system network: an ordinary {@link dev.mplp.network.Network} of the default
 * tenant, in its system Context, that lists the replicas of a server and what they depend on, with
 * live health. It is stored, so it is the same whichever replica is asked, with nothing but the
 * storage to share; who may read networks there may read, list and watch it.
 *
 * <p>A replica that ends is taken out of it; one that dies is degraded after three beats,
 * unreachable after six and gone after sixty. Thread-safe.
 */
public final class SystemNetwork implements AutoCloseable {

  /** The id of the network, in every installation. */
  public static final NetworkId ID = NetworkId.of("6d706c70-0000-4000-8000-000000000001");

  /** How long it is from one beat to the next unless told otherwise. */
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(SystemNetwork.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SystemNodes nodes;
  private final Duration interval;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private SystemNetwork(SystemNodes nodes, Duration interval) {
    this.nodes = nodes;
    this.interval = interval;
    this.thread = Threads.named("system-network").newThread(this::run);
  }

  /** As {@link #join(Mplp, String, Duration)}, every {@link #INTERVAL}. */
  public static SystemNetwork join(Mplp mplp, String name) {
    return join(mplp, name, INTERVAL);
  }

  /**
   * Joins the network, which is made when it is not there. It goes on in the background: a storage
   * that is away is no error.
   *
   * @param mplp a runtime of this library
   * @param name of the replica, for people
   * @param interval how long it is from one beat to the next, the same for all replicas
   * @throws IllegalArgumentException when it is another runtime, or the time is less than 10 ms
   */
  public static SystemNetwork join(Mplp mplp, String name, Duration interval) {
    if (!(mplp instanceof Facade facade)) {
      throw new IllegalArgumentException("the system network is of runtimes of MplpRuntime");
    }
    if (interval.toMillis() < 10) {
      throw new IllegalArgumentException("interval must be 10 ms or more but is " + interval);
    }
    SystemNodes nodes = new SystemNodes(facade.trusted(), ID, name, interval);
    SystemNetwork network = new SystemNetwork(nodes, interval);
    network.thread.start();
    return network;
  }

  /** The id of this replica's node. */
  public NodeId nodeId() {
    return nodes.nodeId();
  }

  private void run() {
    boolean well = true;
    do {
      try {
        nodes.beat();
        well = true;
      } catch (RuntimeException e) {
        if (well) {
          LOG.warn("the system network is not told how this replica is: {}", e.toString());
        }
        well = false;
      }
    } while (!closes());
    try {
      nodes.leave();
    } catch (RuntimeException e) {
      LOG.debug("the system network finds out by itself that this replica is gone", e);
    }
  }

  private boolean closes() {
    try {
      return closing.await(interval.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // only its owner interrupts it
    }
  }

  /** Leaves the network; to be called before the runtime is closed. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(PATIENCE.toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
