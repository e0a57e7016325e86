package dev.mplp.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives positions to log records. All state is one row of the database, so any instance can make
 * the next pass.
 *
 * <ol>
 *   <li>The row is locked; who finds it locked does nothing.
 *   <li>One statement, and so one snapshot, reads the visible records beyond {@code scanned_to} and
 *       those that fill a known gap. They get positions in sequence order. A cause committed before
 *       its effect drew a number, so it is visible whenever the effect is, and comes before it.
 *   <li>Numbers up to the last record that were not visible are gaps: their writers are still at
 *       work or have rolled back. Nobody waits for them; they get a position when they appear.
 *   <li>A gap is forgotten once its writer is known to have ended and the record is still not
 *       visible. The transaction id of this pass, drawn when the row is locked, is later than that
 *       of any writer whose gap an earlier pass has found, because a writer has its id before it
 *       draws numbers. It is kept as the gap's horizon. When the oldest transaction in progress of
 *       a later snapshot is not older than the horizon, that writer has ended, and the same
 *       snapshot shows its record or there is none.
 * </ol>
 *
 * <p>The greatest id of the snapshot that found the gap would not do for a horizon: it follows the
 * last transaction that has <em>ended</em>, and the writer may be younger.
 */
final class Sequencer {

  private final Database database;
  private final String anything;
  private final String lock;
  private final String visible;
  private final String oldest;
  private final String give;
  private final String advance;

  Sequencer(Database database) {
    this.database = database;
    Sql sql = database.sql();
    anything =
        sql.of(
            """
            select cardinality(s.gaps) > 0
                   or (select true from {log} l where l.seq > s.scanned_to
                        order by l.seq limit 1) is not null
              from {sequencer} s""");
    lock =
        sql.of(
            """
            select last_position, last_at, scanned_to, gaps, horizons,
                   pg_current_xact_id()::text::bigint
              from {sequencer} for update skip locked""");
    visible =
        sql.of(
            """
            select l.seq, l.at, l.tenant, l.context_id,
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint
              from (
                (select seq, at, tenant, context_id from {log} where seq = any(?))
                union all
                (select seq, at, tenant, context_id from {log} where seq > ?
                  order by seq limit ?)) l
             order by l.seq limit ?""");
    oldest =
        sql.of(
            """
            select g.seq, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
              from unnest(?::bigint[]) as g(seq)
             where not exists (select from {log} l where l.seq = g.seq)""");
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
               set last_position = ?, last_at = ?, scanned_to = ?, gaps = ?, horizons = ?""");
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
    Pipeline pipeline = new Pipeline();
    List<Unpositioned> found =
        pipeline.list(
            new Query(visible)
                .withLongs(state.gaps.keySet())
                .with(state.scannedTo)
                .with(max)
                .with(max),
            Unpositioned::of);
    List<Missing> missing =
        state.gaps.isEmpty()
            ? List.of()
            : pipeline.list(
                new Query(oldest).withLongs(state.gaps.keySet()),
                row -> new Missing(row.big(), row.big()));
    pipeline.run(connection);
    boolean changed = state.forgetDead(missing);
    if (found.isEmpty() && !changed) {
      return 0;
    }
    give(last, state, found);
    last.update(
        new Query(advance)
            .with(state.lastPosition)
            .with(state.lastAt)
            .with(state.scannedTo)
            .withLongs(state.gaps.keySet())
            .withLongs(state.gaps.values()));
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

  /**
   * A gap that is still one in a snapshot.
   *
   * @param oldest the oldest transaction in progress of that snapshot
   */
  private record Missing(long seq, long oldest) {}

  /** The row, as this pass changes it. */
  private static final class State {

    long lastPosition;
    Instant lastAt;
    long scannedTo;

    /** Each gap with its horizon, 0 while it has none. */
    final TreeMap<Long, Long> gaps = new TreeMap<>();

    private final long thisTransaction;

    private State(long lastPosition, Instant lastAt, long scannedTo, long thisTransaction) {
      this.lastPosition = lastPosition;
      this.lastAt = lastAt;
      this.scannedTo = scannedTo;
      this.thisTransaction = thisTransaction;
    }

    static State of(Row row) throws SQLException {
      long lastPosition = row.big();
      Instant lastAt = row.instant();
      long scannedTo = row.big();
      Long[] gaps = row.bigs();
      Long[] horizons = row.bigs();
      State state = new State(lastPosition, lastAt, scannedTo, row.big());
      for (int i = 0; i < gaps.length; i++) {
        state.gaps.put(gaps[i], horizons[i]);
      }
      return state;
    }

    /** Gives the gaps of earlier passes a horizon, and forgets the dead; true when one changed. */
    boolean forgetDead(List<Missing> missing) {
      boolean changed = false;
      for (Missing gap : missing) {
        long horizon = gaps.getOrDefault(gap.seq, 0L);
        if (horizon == 0) {
          horizon = thisTransaction;
          gaps.put(gap.seq, horizon);
          changed = true;
        }
        if (gap.oldest >= horizon) {
          gaps.remove(gap.seq);
          changed = true;
        }
      }
      return changed;
    }

    /** The record takes the next position; numbers that it leaves out are gaps. */
    void next(Unpositioned one) {
      lastPosition++;
      Instant after = lastAt.plus(1, ChronoUnit.MICROS);
      lastAt = one.at.isAfter(after) ? one.at : after;
      if (one.seq <= scannedTo) {
        gaps.remove(one.seq);
      } else {
        for (long skipped = scannedTo + 1; skipped < one.seq; skipped++) {
          gaps.put(skipped, 0L);
        }
        scannedTo = one.seq;
      }
    }
  }
}
