package dev.mplp.postgres;

import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log; {@link LogWriter} writes it, {@link Sequencer} gives positions, {@link
 * LogTruncation} removes what is old.
 */
final class PostgresLog implements EventLog {

  private static final String RECORD =
      """
      l.type, l.context_id, l.execution_id, l.run_id, l.step_id, l.attempt, l.body, l.erased""";

  private final Database database;
  private final Sequencer sequencer;
  private final RecordIds ids;
  private final LogTruncation truncation;
  private final String ofTenant;
  private final String ofContext;
  private final String ofAll;
  private final String ofRun;
  private final String head;
  private final String lag;

  PostgresLog(Database database, RecordIds ids) {
    this.database = database;
    this.ids = ids;
    sequencer = new Sequencer(database);
    truncation = new LogTruncation(database);
    Sql sql = database.sql();
    ofTenant = sql.of(page(""));
    ofContext = sql.of(page("and context_id = ?"));
    ofAll =
        sql.of(
            """
            with recursive t as (
              (select tenant from {position} order by tenant limit 1)
              union all
              select (select p.tenant from {position} p where p.tenant > t.tenant
                       order by p.tenant limit 1)
                from t where t.tenant is not null),
            found as (
              select p.tenant, p.seq, p.position, p.at,\s"""
                + RECORD
                +
"""
,
                     coalesce(octet_length(l.body), 0) as bytes
              from t
             cross join lateral (select tenant, seq, position, at from {position} p
                                  where p.tenant = t.tenant and p.position > ? and p.position <= ?
                                  order by p.position) p
             cross join lateral (select * from {log} l where l.seq = p.seq) l)
            select tenant, seq, position, at, type, context_id, execution_id, run_id, step_id,
                   attempt, body, erased
              from (select found.*, sum(bytes) over (order by position) as so_far from found) l
             where so_far = bytes or so_far <= ?
             order by position""");
    ofRun =
        sql.of(
            """
            select l.tenant, l.seq, coalesce(p.position, 0), coalesce(p.at, l.at),\s"""
                + RECORD
                + """

              from (select * from {log} where run_id = ? and tenant = ? and seq > ?
                     order by seq limit ?) l
              left join {position} p on p.seq = l.seq
             order by l.seq""");
    head = sql.of("select last_position from {sequencer}");
    lag =
        sql.of(
            """
            select least(10000,
                     (select count(*) from (
                        select from {log} l where l.seq > s.scanned_to
                         order by l.seq limit 10000) n)
                   + (select count(*) from (
                        select from unnest(s.gap_first, s.gap_last) as g(first, last)
                         cross join lateral (
                           select from {log} l where l.seq between g.first and g.last
                            order by l.seq limit 10000) f limit 10000) n)
                   + (select count(*) from {log} l where l.seq = any(s.gaps)))::int
              from {sequencer} s""");
  }

  /** The page is found in the narrow table alone, in order; only then its records are read. */
  private static String page(String filter) {
    return """
        select p.tenant, p.seq, p.position, p.at,\s"""
        + RECORD
        + """

          from (select tenant, seq, position, at from {position}
                 where tenant = ? %s and position > ? order by position limit ?) p
         cross join lateral (select * from {log} l where l.seq = p.seq) l
         order by p.position"""
            .formatted(filter);
  }

  @Override
  public int sequence(int max) {
    return sequencer.run(max);
  }

  @Override
  public List<LogRecord> read(String tenant, @Nullable String contextId, long after, int limit) {
    Query query =
        contextId == null
            ? new Query(ofTenant).with(tenant)
            : new Query(ofContext).with(tenant).with(contextId);
    query.with(after).with(limit);
    return database
        .of(tenant)
        .call(
            connection -> {
              Pipeline pipeline = new Pipeline();
              List<LogRecord> page = pipeline.list(query, this::logRecord);
              truncation.check(pipeline, connection, tenant, after);
              return page;
            });
  }

  /**
   * Tenant by tenant: positions of all of them together have no index, which each step would pay.
   */
  @Override
  public List<LogRecord> readAll(long after, long upTo, long maxBytes) {
    Query query = new Query(ofAll).with(after).with(upTo).with(maxBytes);
    return database.call(connection -> query.list(connection, this::logRecord));
  }

  @Override
  public List<LogRecord> readRun(String tenant, UUID runId, long after, int limit) {
    Query query = new Query(ofRun).with(runId).with(tenant).with(after).with(limit);
    return database
        .of(tenant)
        .call(
            connection -> {
              Pipeline pipeline = new Pipeline();
              List<LogRecord> page = pipeline.list(query, this::logRecord);
              truncation.checkRun(pipeline, connection, tenant, runId, after);
              return page;
            });
  }

  @Override
  public int truncate(String tenant, Instant before, long below, int max) {
    return truncation.truncate(tenant, before, below, max);
  }

  @Override
  public int countBefore(String tenant, Instant before, long below, int max) {
    return truncation.countBefore(tenant, before, below, max);
  }

  @Override
  public long oldest(String tenant) {
    return truncation.oldest(tenant);
  }

  @Override
  public long positionBefore(String tenant, int newer) {
    return truncation.positionBefore(tenant, newer);
  }

  @Override
  public long head() {
    return database.call(connection -> new Query(head).first(connection, Row::big).orElseThrow());
  }

  @Override
  public int lag() {
    return database.call(connection -> new Query(lag).first(connection, Row::number).orElseThrow());
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private LogRecord logRecord(Row row) throws SQLException {
    String tenant = row.text();
    long sequence = row.big();
    long position = row.big();
    Instant time = row.instant();
    LogEntry entry =
        new LogEntry(
            row.text(),
            row.textOrNull(),
            row.uuidOrNull(),
            row.uuidOrNull(),
            row.uuidOrNull(),
            row.number(),
            row.bytes());
    return new LogRecord(
        tenant, ids.of(sequence), sequence, position, time, entry, row.bytesOrNull());
  }
}
