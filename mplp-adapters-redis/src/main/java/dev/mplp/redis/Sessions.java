package dev.mplp.redis;

import org.jspecify.annotations.Nullable;

/** Where sessions come from. */
interface Sessions extends AutoCloseable {

  /** A session, or the exception of the client that says why there is none. */
  Session open();

  /**
   * A session of a Cluster that hears at whichever node answers, with the commands of another one;
   * or the exception of the client that says why there is none.
   */
  Session heardElsewhere(Session session);

  /** Which node of a Cluster has a key; null when that is not known, and where there is none. */
  @Nullable String node(String key);

  /** Ends what is open. */
  @Override
  void close();
}
