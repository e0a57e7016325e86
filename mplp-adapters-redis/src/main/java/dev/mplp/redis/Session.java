package dev.mplp.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;

/**
 * Two connections: one for commands, one that hears messages.
 *
 * @param connection the former
 * @param commands on it
 * @param hearing the latter
 * @param mends whether the client mends them by itself, as in a Cluster
 */
record Session(
    StatefulConnection<String, byte[]> connection,
    RedisClusterAsyncCommands<String, byte[]> commands,
    StatefulRedisPubSubConnection<String, byte[]> hearing,
    boolean mends) {

  /** Of a Cluster one node may be away: whether it answers is found out by asking. */
  boolean isOpen() {
    return mends || (connection.isOpen() && hearing.isOpen());
  }

  /** The same, but for the connection that hears. */
  Session with(StatefulRedisPubSubConnection<String, byte[]> other) {
    return new Session(connection, commands, other, mends);
  }

  /** Closes what is still open, in the background. */
  void close() {
    for (StatefulConnection<String, byte[]> each : List.of(connection, hearing)) {
      if (each.isOpen()) {
        each.closeAsync().exceptionally(e -> null);
      }
    }
  }
}
