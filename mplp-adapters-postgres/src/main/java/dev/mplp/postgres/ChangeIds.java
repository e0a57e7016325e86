package dev.mplp.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The remembered ids of committed change sets. */
final class ChangeIds {

  private final String enter;
  private final String known;
  private final String forget;

  ChangeIds(Sql sql) {
    enter =
        sql.of(
            """
            insert into {change} (id, at) select id, {now} from unnest(?::uuid[]) as n(id)
             order by id on conflict do nothing returning id""");
    known = sql.of("select id from {change} where id = any(?)");
    forget =
        sql.of(
            """
            delete from {change} where id in (
              select id from {change} where at < {now} - interval '1 hour'
               order by at limit ? for update skip locked)""");
  }

  /**
   * Adds the statement that remembers ids; the list has those that were not known. One that another
   * transaction has entered waits for the end of that.
   */
  List<UUID> enter(Pipeline pipeline, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return new ArrayList<>();
    }
    return pipeline.list(new Query(enter).withUuids(ids), Row::uuid);
  }

  Set<UUID> known(Connection connection, Collection<UUID> ids) throws SQLException {
    return new HashSet<>(new Query(known).withUuids(ids).list(connection, Row::uuid));
  }

  /** Forgets up to {@code max} ids that nobody repeats any more; how many. */
  int forget(Connection connection, int max) throws SQLException {
    return new Query(forget).with(max).update(connection);
  }
}
