package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What sessions saw and did, and whether readers were shown anything older than what had been known
 * where they read. Times are those of one clock, taken before and after each act.
 */
final class ReadHistory {

  private final Queue<Act> acts = new ConcurrentLinkedQueue<>();
  private final AtomicLong reads = new AtomicLong();
  private final Map<String, String> written = new ConcurrentHashMap<>();

  /**
   * Something that a session did.
   *
   * @param key what it was about
   * @param version that was read or written, or that there is at least as somebody was told
   * @param content what was read; null unless it was
   */
  record Act(
      int session,
      int node,
      String key,
      long version,
      @Nullable String content,
      long begin,
      long end) {

    boolean isRead() {
      return content != null;
    }
  }

  /** A document has this content in this version. */
  void wrote(String key, long version, String content) {
    String other = written.put(key + '@' + version, content);
    assertThat(other).as("version %s of %s was written once", version, key).isNull();
  }

  void add(Act act) {
    acts.add(act);
    if (act.isRead()) {
      reads.incrementAndGet();
    }
  }

  /** How many reads there are. */
  long reads() {
    return reads.get();
  }

  /** Everything that can be told once all writes are known. */
  void check() {
    for (Act act : acts) {
      if (act.isRead()) {
        assertThat(act.content())
            .as("content of version %s of %s", act.version(), act.key())
            .isEqualTo(written.get(act.key() + '@' + act.version()));
      }
    }
    neverBack("session", act -> "session " + act.session() + " on " + act.key());
    neverBack("node", act -> "node " + act.node() + " on " + act.key());
  }

  /** No read shows less than any act of the group that was over when it began. */
  private void neverBack(String what, Function<Act, String> group) {
    Map<String, List<Act>> groups = new HashMap<>();
    for (Act act : acts) {
      groups.computeIfAbsent(group.apply(act), one -> new ArrayList<>()).add(act);
    }
    groups.forEach(
        (name, members) -> {
          List<Act> byEnd = new ArrayList<>(members);
          byEnd.sort(Comparator.comparingLong(Act::end));
          members.sort(Comparator.comparingLong(Act::begin));
          int over = 0;
          Act known = null;
          for (Act act : members) {
            while (over < byEnd.size() && byEnd.get(over).end() < act.begin()) {
              Act ended = byEnd.get(over++);
              known = known == null || ended.version() > known.version() ? ended : known;
            }
            if (act.isRead() && known != null) {
              assertThat(act.version())
                  .as("%s: %s went back after %s with %s", what, name, known, act)
                  .isGreaterThanOrEqualTo(known.version());
            }
          }
        });
  }
}
