package dev.mplp.postgres;

import dev.mplp.spi.Leases;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Named leases: a row each, taken by one statement, and kept for its epoch when given back. */
final class PostgresLeases implements Leases {

  private final Database database;
  private final String acquire;
  private final String release;

  PostgresLeases(Database database) {
    this.database = database;
    Sql sql = database.sql();
    acquire =
        sql.of(
            """
            insert into {lease} as l (name, holder, until, epoch)
            values (?, ?, {now} + ? * interval '1 microsecond', 1)
            on conflict (name) do update
               set holder = excluded.holder, until = excluded.until,
                   epoch = l.epoch + case when l.until > {now} then 0 else 1 end
             where l.holder = excluded.holder or l.until <= {now}
            returning epoch""");
    release =
        sql.of("update {lease} set until = {now} where name = ? and holder = ? and until > {now}");
  }

  @Override
  public Optional<Long> acquire(String name, UUID holder, Duration duration) {
    return database.call(
        connection ->
            new Query(acquire)
                .with(name)
                .with(holder)
                .with(Durations.micros(duration))
                .first(connection, Row::big));
  }

  @Override
  public void release(String name, UUID holder) {
    database.call(connection -> new Query(release).with(name).with(holder).update(connection));
  }
}
