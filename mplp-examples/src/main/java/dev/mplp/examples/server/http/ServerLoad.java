package dev.mplp.examples.server.http;

import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * How much a server has to do at a moment.
 *
 * @param calls that are under way
 * @param mostCalls that are under way at once
 * @param awaited requests whose bodies are on their way
 * @param threads that are at work
 * @param mostThreads that are at work at once
 * @param queued what waits for a thread
 * @param connections that are open
 * @param refused how many requests were refused as too much was under way, by the limit
 */
public record ServerLoad(
    int calls,
    int mostCalls,
    int awaited,
    int threads,
    int mostThreads,
    int queued,
    int connections,
    Map<String, Long> refused) {

  /** The limits that {@link #refused} tells of. */
  public static final Set<String> LIMITS =
      Set.of("calls", "bodies", "arriving", "imports", "exports");

  /** Copies the map. */
  public ServerLoad {
    refused = Map.copyOf(refused);
  }

  static ServerLoad of(Admission admission, QueuedThreadPool threads, SlowHeads connections) {
    return new ServerLoad(
        admission.calls(),
        admission.mostCalls(),
        admission.awaited(),
        threads.getUtilizedThreads(),
        threads.getMaxThreads(),
        threads.getQueueSize(),
        connections.connections(),
        admission.refused());
  }
}
