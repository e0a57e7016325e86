package dev.mplp.postgres;

import dev.mplp.postgres.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a server has done so far, as it counts itself.
 *
 * @param transactions that were committed
 * @param statements that were executed
 * @param statementMicros planning and executing them, by the clock on the wall
 * @param walBytes of write-ahead log
 * @param processorMicros of all its processes, also those that have ended; 0 where there is no
 *     {@code /proc}
 */
record ServerCosts(
    long transactions, long statements, long statementMicros, long walBytes, long processorMicros) {

  /** Settings of a server that can be asked. */
  static final List<String> SETTINGS =
      List.of(
          "shared_preload_libraries=pg_stat_statements",
          "pg_stat_statements.track=all",
          "pg_stat_statements.track_planning=on");

  private static final Path PROCESSES = Path.of("/proc");
  private static final long MICROS_A_TICK = 10_000;

  /** Makes the counters of the server available. */
  static void prepare(PostgresServer server) {
    server.execute("create extension pg_stat_statements");
  }

  static ServerCosts of(PostgresServer server) {
    try (Connection connection = server.connect()) {
      new Query("select pg_stat_force_next_flush()").list(connection, row -> row);
      new Query("select pg_stat_clear_snapshot()").list(connection, row -> row);
      long processor = processorMicros(connection);
      return new Query(
              """
              select d.xact_commit, pg_current_wal_insert_lsn() - '0/0', s.calls, s.micros
                from pg_stat_database d,
                     (select coalesce(sum(calls), 0)::bigint as calls,
                             coalesce(sum(total_exec_time + total_plan_time) * 1000, 0)::bigint
                               as micros
                        from pg_stat_statements where toplevel) s
               where d.datname = current_database()""")
          .first(
              connection,
              row -> {
                long transactions = row.big();
                long wal = row.big();
                return new ServerCosts(transactions, row.big(), row.big(), wal, processor);
              })
          .orElseThrow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  ServerCosts since(ServerCosts before) {
    return new ServerCosts(
        transactions - before.transactions,
        statements - before.statements,
        statementMicros - before.statementMicros,
        walBytes - before.walBytes,
        processorMicros - before.processorMicros);
  }

  static void forgetStatements(PostgresServer server) {
    server.execute("select pg_stat_statements_reset()");
  }

  /** The statements that took most time since then, per step. */
  static List<String> statements(PostgresServer server, int steps) {
    try (Connection connection = server.connect()) {
      return new Query(
              """
              select format('%7s calls %8s rows %6s us/step %6s wal/step  %s', calls, rows,
                            round(((total_exec_time + total_plan_time) * 1000 / ?)::numeric, 1),
                            round(wal_bytes / ?), left(regexp_replace(query, '\\s+', ' ', 'g'), 110))
                from pg_stat_statements where toplevel
               order by total_exec_time + total_plan_time desc limit 25""")
          .with(steps)
          .with(steps)
          .list(connection, Row::text);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long processorMicros(Connection connection) throws SQLException {
    if (!Files.isDirectory(PROCESSES)) {
      return 0;
    }
    String data =
        new Query("select current_setting('data_directory')")
            .first(connection, Row::text)
            .orElseThrow();
    try {
      String postmaster = Files.readAllLines(Path.of(data, "postmaster.pid")).get(0);
      long ticks = ticks(postmaster, true);
      for (ProcessHandle child :
          ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow().children().toList()) {
        ticks += ticks(Long.toString(child.pid()), false);
      }
      return ticks * MICROS_A_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** User and system time, the fields 14 and 15; of children that have ended 16 and 17. */
  private static long ticks(String process, boolean withEndedChildren) throws IOException {
    String stat;
    try {
      stat = Files.readString(PROCESSES.resolve(process).resolve("stat"));
    } catch (NoSuchFileException e) {
      return 0; // it has just ended
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return withEndedChildren
        ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14])
        : ticks;
  }
}
