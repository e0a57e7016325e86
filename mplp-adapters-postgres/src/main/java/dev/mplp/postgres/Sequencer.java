package dev.mplp.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives positions to log records. All state is one row of the database, so any instance can make
 * the next pass.
 *
 * <ol>
 *   <li>The row is locked; who finds it locked does nothing.
 *   <li>The oldest transaction in progress is read, and after it, in one statement and so one
 *       snapshot, the visible records beyond {@code scanned_to} and those that fill a known gap.
 *       They get positions in sequence order. A cause committed before its effect drew a number, so
 *       it is visible whenever the effect is, and comes before it.
 *   <li>Numbers up to the last record that were not visible are gaps: their writers are still at
 *       work or have rolled back. Nobody waits for them; they get a position when they appear.
 *   <li>A gap is forgotten once its writers are known to have ended and nothing more of it is
 *       visible. The transaction id of this pass, drawn when the row is locked, is later than that
 *       of any writer whose gap an earlier pass has found, because a writer has its id before it
 *       draws numbers. It is kept as the gap's horizon. When the oldest transaction in progress is
 *       not older than the horizon, those writers have ended, and the snapshot that follows shows
 *       their records or there are none.
 * </ol>
 *
 * <p>The greatest id of the snapshot that found the gap would not do for a horizon: it follows the
 * last transaction that has <em>ended</em>, and the writer may be younger.
 */
final class Sequencer {

  private final Database database;
  private final String anything;
  private final String lock;
  private final String oldest;
  private final String visible;
  private final String give;
  private final String advance;

  Sequencer(Database database) {
    this.database = database;
    Sql sql = database.sql();
    anything =
        sql.of(
            """
            select cardinality(s.gap_first) + cardinality(s.gaps) > 0
                   or (select true from {log} l where l.seq > s.scanned_to
                        order by l.seq limit 1) is not null
              from {sequencer} s""");
    lock =
        sql.of(
            """
            select pg_current_xact_id()::text::bigint, last_position, last_at, scanned_to,
                   gap_first, gap_last, gap_horizon, gaps, horizons
              from {sequencer} for update skip locked""");
    oldest = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
    visible =
        sql.of(
            """
            select l.seq, l.at, l.tenant, l.context_id
              from (
                (select f.seq, f.at, f.tenant, f.context_id
                   from unnest(?::bigint[], ?::bigint[]) as g(first, last)
                  cross join lateral (
                    select seq, at, tenant, context_id from {log}
                     where seq between g.first and g.last order by seq limit ?) f)
                union all
                (select seq, at, tenant, context_id from {log} where seq > ?
                  order by seq limit ?)) l
             order by l.seq limit ?""");
    give =
        sql.of(
            """
            insert into {position} (position, seq, at, tenant, context_id)
            select n.position, n.seq, n.at, n.tenant, n.context_id
              from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[])
                     as n(position, seq, at, tenant, context_id)""");
    advance =
        sql.of(
            """
            update {sequencer}
               set last_position = ?, last_at = ?, scanned_to = ?,
                   gap_first = ?, gap_last = ?, gap_horizon = ?, gaps = '{}', horizons = '{}'""");
  }

  /** Makes one pass; how many records got a position. */
  int run(int max) {
    if (max <= 0 || !isAnythingToDo()) {
      return 0;
    }
    return database.transactRepeatable((connection, last) -> pass(connection, last, max));
  }

  /** Without it an idle pass would write, as locking a row does. */
  private boolean isAnythingToDo() {
    return database.call(
        connection -> new Query(anything).first(connection, Row::bool).orElse(false));
  }

  private int pass(Connection connection, Pipeline last, int max) throws SQLException {
    Optional<State> locked = new Query(lock).first(connection, State::of);
    if (locked.isEmpty()) {
      return 0;
    }
    State state = locked.get();
    Gaps gaps = state.gaps;
    Pipeline pipeline = new Pipeline();
    List<Long> inProgress = pipeline.list(new Query(oldest), Row::big);
    List<Unpositioned> found =
        pipeline.list(
            new Query(visible)
                .withLongs(gaps.first())
                .withLongs(gaps.last())
                .with(max)
                .with(state.scannedTo)
                .with(max)
                .with(max),
            Unpositioned::of);
    pipeline.run(connection);
    gaps.date(state.thisTransaction);
    give(last, state, found);
    if (found.size() < max) {
      gaps.forget(inProgress.get(0));
    }
    if (!found.isEmpty() || gaps.isChanged()) {
      last.update(
          new Query(advance)
              .with(state.lastPosition)
              .with(state.lastAt)
              .with(state.scannedTo)
              .withLongs(gaps.first())
              .withLongs(gaps.last())
              .withLongs(gaps.horizon()));
    }
    return found.size();
  }

  private void give(Pipeline pipeline, State state, List<Unpositioned> found) {
    if (found.isEmpty()) {
      return;
    }
    List<Long> position = new ArrayList<>();
    List<Long> seq = new ArrayList<>();
    List<Instant> at = new ArrayList<>();
    List<String> tenant = new ArrayList<>();
    List<@Nullable String> contextId = new ArrayList<>();
    for (Unpositioned one : found) {
      state.next(one);
      position.add(state.lastPosition);
      seq.add(one.seq);
      at.add(state.lastAt);
      tenant.add(one.tenant);
      contextId.add(one.contextId);
    }
    pipeline.update(
        new Query(give)
            .withLongs(position)
            .withLongs(seq)
            .withInstants(at)
            .withTexts(tenant)
            .withTexts(contextId));
  }

  /** A visible record without a position. */
  private record Unpositioned(long seq, Instant at, String tenant, @Nullable String contextId) {
    static Unpositioned of(Row row) throws SQLException {
      return new Unpositioned(row.big(), row.instant(), row.text(), row.textOrNull());
    }
  }

  /** The row, as this pass changes it. */
  private static final class State {

    final long thisTransaction;
    final Gaps gaps;
    long lastPosition;
    Instant lastAt;
    long scannedTo;

    private State(Row row) throws SQLException {
      thisTransaction = row.big();
      lastPosition = row.big();
      lastAt = row.instant();
      scannedTo = row.big();
      gaps = Gaps.of(row, thisTransaction);
    }

    static State of(Row row) throws SQLException {
      return new State(row);
    }

    /** The record takes the next position; numbers that it leaves out are gaps. */
    void next(Unpositioned one) {
      lastPosition++;
      Instant after = lastAt.plus(1, ChronoUnit.MICROS);
      lastAt = one.at.isAfter(after) ? one.at : after;
      if (one.seq <= scannedTo) {
        gaps.fill(one.seq);
      } else {
        gaps.add(scannedTo + 1, one.seq - 1, 0);
        scannedTo = one.seq;
      }
    }
  }
}
