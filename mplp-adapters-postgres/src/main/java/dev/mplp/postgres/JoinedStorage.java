package dev.mplp.postgres;

import dev.mplp.spi.Storage;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link PostgresStorage#join}. */
final class JoinedStorage extends DatabaseStorage {

  /**
   * A storage within the transaction.
   *
   * @param channel where others are told, null for nowhere
   */
  JoinedStorage(JoinedDatabase database, @Nullable Channel channel, RecordIds ids) {
    super(database, ids, signals -> tell(database, channel, signals));
  }

  /** The server passes it on when the host commits, to this process as well. */
  private static void tell(
      JoinedDatabase database, @Nullable Channel channel, Set<Storage.Signal> signals) {
    if (channel != null && !signals.isEmpty()) {
      database.call(
          connection ->
              new Query("select pg_notify(?, ?)")
                  .with(channel.name())
                  .with(channel.message(signals))
                  .list(connection, row -> row));
    }
  }

  /** What a runtime of its own would ask for first. */
  @Override
  public Registration onSignal(Consumer<Signal> listener) {
    throw new UnsupportedOperationException(
        "a storage within a transaction of the host runs no workers; use it as mplp.over(storage)");
  }

  /** Does nothing: the connection is the host's. */
  @Override
  public void close() {}
}
