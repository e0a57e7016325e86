package dev.mplp.runtime.role;

import dev.mplp.ConflictException;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.RoleRecords;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Authorizer.Act;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was denied, for the log and for {@code permissions().denied}. Thread-safe.
 *
 * <p>However many denials there are, few are written:
 *
 * <ol>
 *   <li>The first of a subject and capability is written before the caller gets its answer; those
 *       that follow within {@link #REST} are counted, and the count is written with the next one,
 *       or by {@link #tell}.
 *   <li>A tenant has {@link #BURST} writes at once and one more each second; beyond that denials
 *       are counted only.
 *   <li>Counts are kept for {@link #MOST} subjects and capabilities; of the one that was silent for
 *       the longest only the number goes on, as {@code others} of the next record of its tenant.
 * </ol>
 *
 * <p>A denial that cannot be written is told to the operator and denied all the same.
 */
public final class DeniedActs {

  static final Duration REST = Duration.ofMinutes(1);
  static final int BURST = 100;
  static final int MOST = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(DeniedActs.class);
  private static final int LONGEST = 200;

  private final Storage storage;
  private final Commits commits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Count> counts = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Bucket> buckets = new HashMap<>();

  private record Key(String tenant, String subject, String capability) {}

  /** Of one key: what was not written yet. */
  private static final class Count {
    private long writtenAt;
    private boolean isWritten;
    private long pending;
    private @Nullable String object;
    private String reason = "";
  }

  /** Of one tenant: what may be written now. */
  private static final class Bucket {
    private double tokens = BURST;
    private long filledAt = System.nanoTime();
    private long others;

    /** Whether it has come to be as one that nobody has taken from. */
    private boolean isAsNew() {
      return others == 0 && tokens + (System.nanoTime() - filledAt) / 1e9 >= BURST;
    }

    private boolean take() {
      long now = System.nanoTime();
      tokens = Math.min(BURST, tokens + (now - filledAt) / 1e9);
      filledAt = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }

  /**
   * To be written.
   *
   * @param count how many denials
   * @param others how many others of the tenant are not written one by one
   */
  private record Entry(Key key, long count, long others, @Nullable String object, String reason) {}

  /** Writes to this storage. */
  public DeniedActs(Storage storage, Commits commits) {
    this.storage = storage;
    this.commits = commits;
  }

  /** An act was denied. */
  public void add(Act act, String reason) {
    Key key =
        new Key(act.principal().tenant().name(), cut(act.principal().subject()), act.capability());
    Entry entry;
    lock.lock();
    try {
      Count count = counts.computeIfAbsent(key, k -> new Count());
      count.pending++;
      count.object = act.object() == null ? null : cut(act.object());
      count.reason = Bodies.clean(reason);
      boolean due = !count.isWritten || System.nanoTime() - count.writtenAt >= REST.toNanos();
      entry = due ? taken(key, count) : null;
      forgetEldest();
    } finally {
      lock.unlock();
    }
    if (entry != null) {
      write(entry);
    }
  }

  private static String cut(String text) {
    String clean = Bodies.clean(text);
    return clean.length() <= LONGEST
        ? clean
        : Bodies.clean(clean.substring(0, LONGEST)); // a pair may have been cut apart
  }

  private @Nullable Entry taken(Key key, Count count) {
    Bucket bucket = buckets.computeIfAbsent(key.tenant(), tenant -> new Bucket());
    if (!bucket.take()) {
      return null;
    }
    Entry entry = new Entry(key, count.pending, bucket.others, count.object, count.reason);
    count.pending = 0;
    count.isWritten = true;
    count.writtenAt = System.nanoTime();
    bucket.others = 0;
    return entry;
  }

  private void forgetEldest() {
    if (buckets.size() > MOST) {
      buckets.values().removeIf(Bucket::isAsNew);
    }
    Iterator<Map.Entry<Key, Count>> eldest = counts.entrySet().iterator();
    while (counts.size() > MOST) {
      Map.Entry<Key, Count> gone = eldest.next();
      buckets.computeIfAbsent(gone.getKey().tenant(), tenant -> new Bucket()).others +=
          gone.getValue().pending;
      eldest.remove();
    }
  }

  /** Writes what was counted and not written, as far as it may be. */
  public void tell() {
    List<Entry> entries = new ArrayList<>();
    lock.lock();
    try {
      for (Map.Entry<Key, Count> one : new ArrayList<>(counts.entrySet())) {
        Entry entry = one.getValue().pending > 0 ? taken(one.getKey(), one.getValue()) : null;
        if (entry != null) {
          entries.add(entry);
        }
      }
    } finally {
      lock.unlock();
    }
    entries.forEach(this::write);
  }

  private void write(Entry entry) {
    try {
      Instant now = Times.micros(storage.now());
      commits.apply(
          "the denials of " + entry.key().subject(),
          () -> new Commits.Change<>(set(entry, now), true));
    } catch (StorageException | OutcomeUnknownException | ConflictException e) {
      LOG.warn(
          "{} denials of {} to {} were not recorded: {}",
          entry.count(),
          entry.key().capability(),
          entry.key().subject(),
          e.getMessage());
    }
  }

  private ChangeSet set(Entry entry, Instant now) {
    Key key = entry.key();
    return ChangeSet.builder(key.tenant())
        .add(
            DeniedDocuments.put(
                storage,
                key.tenant(),
                DeniedDocuments.of(
                    key.subject(),
                    key.capability(),
                    entry.count(),
                    now,
                    entry.object(),
                    entry.reason())))
        .add(
            new Change.AppendLog(
                RoleRecords.denied(
                    key.subject(),
                    key.capability(),
                    entry.object(),
                    entry.reason(),
                    entry.count(),
                    entry.others())))
        .build();
  }
}
