package dev.mplp.postgres;

import dev.mplp.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Timers that are due; {@link PutTimers} sets and removes them. */
final class PostgresTimers implements Timers {

  private final Database database;
  private final String due;
  private final String next;

  PostgresTimers(Database database) {
    this.database = database;
    Sql sql = database.sql();
    due =
        sql.of(
            """
            update {timer} t set hidden_until = {now} + ? * interval '1 microsecond'
             where (t.tenant, t.kind, t.id) in (
               select tenant, kind, id from {timer}
                where due <= {now} and hidden_until <= {now}
                order by due limit ? for update skip locked)
            returning t.tenant, t.kind, t.id, t.due, t.body""");
    next = sql.of("select due from {timer} where hidden_until <= {now} order by due limit 1");
  }

  @Override
  public List<Timer> due(int max, Duration hold) {
    List<Timer> timers =
        database.call(
            connection ->
                new Query(due)
                    .with(Durations.micros(hold))
                    .with(max)
                    .list(
                        connection,
                        row ->
                            new Timer(
                                row.text(), row.text(), row.text(), row.instant(), row.bytes())));
    return timers.stream().sorted(Comparator.comparing(Timer::due)).toList();
  }

  @Override
  public Optional<Instant> next() {
    return database.call(connection -> new Query(next).first(connection, Row::instant));
  }
}
