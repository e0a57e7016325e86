package dev.mplp.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Sequence numbers up to the last one that got a position whose records were not visible yet, as
 * ranges: what a transaction of 20,000 records leaves behind when it rolls back is one entry.
 *
 * <p>Each range has a horizon, a transaction id that is later than that of any writer of its
 * numbers, 0 while none is known.
 */
final class Gaps {

  private final TreeMap<Long, Gap> byFirst = new TreeMap<>();
  private boolean changed;

  /** A range, both ends within it. */
  record Gap(long first, long last, long horizon) {}

  /**
   * From columns: ranges and their horizons, then single numbers and their horizons, as the first
   * release wrote them.
   *
   * @param thisTransaction its id. A horizon beyond it was drawn in another cluster, whose dump was
   *     restored here: none of the writers of that time is left, but neither is there an id here
   *     that tells so, and the gap begins anew
   */
  static Gaps of(Row row, long thisTransaction) throws SQLException {
    Gaps gaps = new Gaps();
    Long[] first = row.bigs();
    Long[] last = row.bigs();
    Long[] horizon = row.bigs();
    for (int i = 0; i < first.length; i++) {
      gaps.add(first[i], last[i], horizon[i] > thisTransaction ? 0 : horizon[i]);
    }
    Long[] single = row.bigs();
    Long[] singleHorizon = row.bigs();
    for (int i = 0; i < single.length; i++) {
      gaps.add(single[i], single[i], singleHorizon[i] > thisTransaction ? 0 : singleHorizon[i]);
    }
    gaps.changed = single.length > 0;
    return gaps;
  }

  /** Numbers that were left out. */
  void add(long first, long last, long horizon) {
    if (first <= last) {
      byFirst.put(first, new Gap(first, last, horizon));
      changed = true;
    }
  }

  /** The record with this number appeared: what is left of its range stays. */
  void fill(long seq) {
    Map.Entry<Long, Gap> entry = byFirst.floorEntry(seq);
    if (entry != null && entry.getValue().last >= seq) {
      Gap gap = entry.getValue();
      byFirst.remove(gap.first);
      add(gap.first, seq - 1, gap.horizon);
      add(seq + 1, gap.last, gap.horizon);
      changed = true;
    }
  }

  /**
   * Gives the gaps that have none a horizon.
   *
   * @param thisTransaction its id, drawn after an earlier pass has found them
   */
  void date(long thisTransaction) {
    for (Gap gap : List.copyOf(byFirst.values())) {
      if (gap.horizon == 0) {
        add(gap.first, gap.last, thisTransaction);
      }
    }
  }

  /**
   * Forgets the gaps whose writers have all ended.
   *
   * @param oldest the oldest transaction in progress when everything visible was yet to be read
   */
  void forget(long oldest) {
    changed |= byFirst.values().removeIf(gap -> gap.horizon != 0 && gap.horizon <= oldest);
  }

  boolean isEmpty() {
    return byFirst.isEmpty();
  }

  /** Whether something is other than it was read. */
  boolean isChanged() {
    return changed;
  }

  List<Long> first() {
    return column(Gap::first);
  }

  List<Long> last() {
    return column(Gap::last);
  }

  List<Long> horizon() {
    return column(Gap::horizon);
  }

  private List<Long> column(ToLongFunction<Gap> value) {
    List<Long> column = new ArrayList<>(byFirst.size());
    byFirst.values().forEach(gap -> column.add(value.applyAsLong(gap)));
    return column;
  }
}
