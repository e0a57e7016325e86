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
 */
record Session(
    StatefulConnection<String, byte[]> connection,
    RedisClusterAsyncCommands<String, byte[]> commands,
    StatefulRedisPubSubConnection<String, byte[]> hearing) {

  boolean isOpen() {
    return connection.isOpen() && hearing.isOpen();
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
