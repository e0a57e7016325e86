package dev.mplp.postgres;

import dev.mplp.spi.LogTruncatedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes the oldest records of a tenant, and tells readers that came too late.
 *
 * <ol>
 *   <li>The tenant's row of {@code log_start} is locked: one batch at a time. It has the position
 *       of the last record that was removed, from which the next batch goes on: what vacuum has not
 *       yet collected below is not walked over again.
 *   <li>Records and positions of a batch are deleted by their numbers, and the row moves on.
 *   <li>A run that lost some of its records and has others keeps a row in {@code log_cut}, until
 *       the last of them is gone: so few rows as runs lie across the border.
 * </ol>
 *
 * <p>A reader reads its page first and the border after it, each statement with what is committed
 * then: a page that misses what was just removed is never taken for whole.
 */
final class LogTruncation {

  private final Database database;
  private final String enter;
  private final String batch;
  private final String deletePositions;
  private final String deleteRecords;
  private final String moveOn;
  private final String cut;
  private final String uncut;
  private final String lastRemoved;
  private final String cutAt;
  private final String count;
  private final String fromEnd;

  LogTruncation(Database database) {
    this.database = database;
    Sql sql = database.sql();
    enter =
        sql.of(
            """
            insert into {log_start} as s (tenant, last_removed) values (?, 0)
            on conflict (tenant) do update set last_removed = s.last_removed
            returning last_removed""");
    batch =
        sql.of(
            """
            select p.position, p.seq, p.at, l.run_id
              from (select position, seq, at from {position}
                     where tenant = ? and position > ? and position < ?
                     order by position limit ?) p
             cross join lateral (select run_id from {log} l where l.seq = p.seq) l
             order by p.position""");
    deletePositions = sql.of("delete from {position} where seq = any(?)");
    deleteRecords = sql.of("delete from {log} where seq = any(?)");
    moveOn = sql.of("update {log_start} set last_removed = ? where tenant = ?");
    cut =
        sql.of(
            """
            insert into {log_cut} (tenant, run_id, seq)
            select ?, n.run_id, n.seq from unnest(?::uuid[], ?::bigint[]) as n(run_id, seq)
             where (select true from {log} l where l.run_id = n.run_id order by l.seq limit 1)
            on conflict (tenant, run_id) do update set seq = excluded.seq""");
    uncut =
        sql.of(
            """
            delete from {log_cut} c
             where c.tenant = ? and c.run_id = any(?)
               and (select true from {log} l where l.run_id = c.run_id
                     order by l.seq limit 1) is null""");
    lastRemoved = sql.of("select last_removed from {log_start} where tenant = ?");
    cutAt = sql.of("select seq from {log_cut} where tenant = ? and run_id = ?");
    count =
        sql.of(
            """
            select count(*) filter (where n.at < ?)::int
              from (select at from {position}
                     where tenant = ? and position > ? and position < ?
                     order by position limit ?) n""");
    fromEnd =
        sql.of(
            """
            select position from {position} where tenant = ?
             order by position desc offset ? limit 1""");
  }

  int truncate(String tenant, Instant before, long below, int max) {
    return max <= 0
        ? 0
        : database
            .of(tenant)
            .transactRepeatable(
                (connection, last) -> truncate(connection, last, tenant, before, below, max));
  }

  private int truncate(
      Connection connection, Pipeline last, String tenant, Instant before, long below, int max)
      throws SQLException {
    long from = new Query(enter).with(tenant).first(connection, Row::big).orElseThrow();
    List<Old> found =
        new Query(batch).with(tenant).with(from).with(below).with(max).list(connection, Old::of);
    List<Long> removed = new ArrayList<>();
    Map<UUID, Long> runs = new LinkedHashMap<>();
    long to = from;
    for (Old old : found) {
      if (!old.at.isBefore(before)) {
        break;
      }
      removed.add(old.seq);
      to = old.position;
      if (old.runId != null) {
        runs.merge(old.runId, old.seq, Math::max);
      }
    }
    if (!removed.isEmpty()) {
      last.update(new Query(deletePositions).withLongs(removed));
      last.update(new Query(deleteRecords).withLongs(removed));
      last.update(new Query(moveOn).with(to).with(tenant));
      last.update(new Query(cut).with(tenant).withUuids(runs.keySet()).withLongs(runs.values()));
      last.update(new Query(uncut).with(tenant).withUuids(runs.keySet()));
    }
    return removed.size();
  }

  /** A record that may go. */
  private record Old(long position, long seq, Instant at, @Nullable UUID runId) {
    static Old of(Row row) throws SQLException {
      return new Old(row.big(), row.big(), row.instant(), row.uuidOrNull());
    }
  }

  /** Runs the pipeline, whose statements were to read what follows {@code after}. */
  void check(Pipeline pipeline, Connection connection, String tenant, long after)
      throws SQLException {
    List<Long> removed = pipeline.list(new Query(lastRemoved).with(tenant), Row::big);
    pipeline.run(connection);
    if (!removed.isEmpty() && removed.get(0) > after) {
      throw new LogTruncatedException(after, removed.get(0) + 1);
    }
  }

  /** The same for a run, where {@code after} is a sequence number. */
  void checkRun(Pipeline pipeline, Connection connection, String tenant, UUID runId, long after)
      throws SQLException {
    List<Long> missing = pipeline.list(new Query(cutAt).with(tenant).with(runId), Row::big);
    List<Long> removed = pipeline.list(new Query(lastRemoved).with(tenant), Row::big);
    pipeline.run(connection);
    if (!missing.isEmpty() && missing.get(0) > after) {
      throw new LogTruncatedException(after, removed.get(0) + 1);
    }
  }

  int countBefore(String tenant, Instant before, long below, int max) {
    return database
        .of(tenant)
        .call(
            connection ->
                new Query(count)
                    .with(before)
                    .with(tenant)
                    .with(removed(connection, tenant))
                    .with(below)
                    .with(max)
                    .first(connection, Row::number)
                    .orElseThrow());
  }

  private long removed(Connection connection, String tenant) throws SQLException {
    return new Query(lastRemoved).with(tenant).first(connection, Row::big).orElse(0L);
  }

  long oldest(String tenant) {
    return database.of(tenant).call(connection -> removed(connection, tenant) + 1);
  }

  long positionBefore(String tenant, int newer) {
    return database
        .of(tenant)
        .call(
            connection ->
                new Query(fromEnd).with(tenant).with(newer).first(connection, Row::big).orElse(0L));
  }
}
