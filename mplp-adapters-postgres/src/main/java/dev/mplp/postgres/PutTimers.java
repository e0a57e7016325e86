package dev.mplp.postgres;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult.Conflict;

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
    remove = sql.of("delete from {timer} where tenant = ? and kind = ? and id = ? returning id");
  }

  /**
   * Adds the statements.
   *
   * @param written is to know what they meet
   */
  void write(Pipeline pipeline, ChangeSet set, WriteOutcome written) {
    String tenant = set.tenant();
    // Removals first: their checks hold against the state before the set.
    for (Change change : set.changes()) {
      if (change instanceof Change.RemoveTimer timer) {
        written.expect(
            pipeline,
            new Query(remove).with(tenant).with(timer.kind()).with(timer.id()),
            1,
            new Conflict("timer " + timer.kind() + '/' + timer.id()));
      }
    }
    for (Change change : set.changes()) {
      if (change instanceof Change.PutTimer timer) {
        pipeline.update(
            new Query(put)
                .with(tenant)
                .with(timer.kind())
                .with(timer.id())
                .with(timer.due())
                .with(timer.body()));
      }
    }
  }
}
