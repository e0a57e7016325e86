package dev.mplp.postgres;

import dev.mplp.spi.Change;
import dev.mplp.spi.CommitResult.Conflict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets and removes the timers of one change set. */
final class PutTimers {

  private final String put;
  private final String remove;

  PutTimers(Sql sql) {
    put =
        sql.of(
            """
            insert into {timer} (tenant, kind, id, due, body) values (?, ?, ?, ?, ?)
            on conflict (tenant, kind, id) do update
               set due = excluded.due, body = excluded.body, hidden_until = '-infinity'""");
    remove = sql.of("delete from {timer} where tenant = ? and kind = ? and id = ?");
  }

  @Nullable Conflict apply(Connection connection, String tenant, List<Change> changes)
      throws SQLException {
    // Removals first: their checks hold against the state before the set.
    for (Change change : changes) {
      if (change instanceof Change.RemoveTimer timer && !remove(connection, tenant, timer)) {
        return new Conflict("timer " + timer.kind() + '/' + timer.id());
      }
    }
    for (Change change : changes) {
      if (change instanceof Change.PutTimer timer) {
        new Query(put)
            .with(tenant)
            .with(timer.kind())
            .with(timer.id())
            .with(timer.due())
            .with(timer.body())
            .update(connection);
      }
    }
    return null;
  }

  private boolean remove(Connection connection, String tenant, Change.RemoveTimer timer)
      throws SQLException {
    return new Query(remove).with(tenant).with(timer.kind()).with(timer.id()).update(connection)
        == 1;
  }
}
