package dev.mplp.runtime.cache;

import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What a session has seen of documents, written or been told of, as far as an older copy of it can
 * still be anywhere. It goes with the session from process to process as a {@link SeenText token}:
 *
 * <ol>
 *   <li>Of what was read it has order and version: a copy that is older will not do. What was
 *       written, or told, or not there, is to be read from the storage at the next place.
 *   <li>In the process where something was noted, that process sees to it by its own {@link
 *       Floors}, so nothing is asked of the storage for somebody who stays.
 *   <li>What is noted is forgotten once no older copy can be anywhere. Where there is too much, the
 *       oldest goes before, and whatever is not noted is read from the storage until its time would
 *       have been over.
 * </ol>
 *
 * <p>Thread-safe.
 */
final class Seen implements StorageWatcher {

  /** So many documents. */
  static final int MOST = 40;

  /** Later than any look began. */
  private static final long TOLD = Long.MAX_VALUE;

  /** By so much, in milliseconds, the clocks of two processes may differ. */
  private static final long SKEW = 60_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Sighting> sightings = new LinkedHashMap<>();
  private final long process;
  private final long life;
  private final LongSupplier clock;
  private final boolean hasCome;
  private long ticks;

  /** When a sighting was last dropped, which an earlier look must not replace. */
  private long dropped;

  private long forgotten;
  private long forgottenElsewhere;

  /**
   * What was seen of one document.
   *
   * @param order of the document that was read, mixed; 0 for whatever there is
   * @param version that was read; 0 when the storage must be read
   * @param at when, in milliseconds since the epoch
   * @param here whether it was in this process
   * @param tick when, among those here
   */
  record Sighting(int order, long version, long at, boolean here, long tick) {}

  private Seen(long process, long life, LongSupplier clock, boolean hasCome) {
    this.process = process;
    this.life = life;
    this.clock = clock;
    this.hasCome = hasCome;
  }

  /**
   * Where there are no copies, nobody says how new documents are: who writes there, or comes from
   * elsewhere, is to read everything that he sees from the storage at the next place.
   */
  static Seen withoutCopies(String token, LongSupplier clock) {
    return read(token, 0, 0, clock);
  }

  /**
   * What a session brings with it.
   *
   * @param token empty for nothing
   * @param process where it comes to
   * @param life how long an older copy can be there, in milliseconds; 0 where there are none
   * @param clock in milliseconds since the epoch
   * @throws IllegalArgumentException when it is no token
   */
  static Seen read(String token, long process, long life, LongSupplier clock) {
    Seen seen = new Seen(process, life, clock, !token.isEmpty());
    if (!token.isEmpty()) {
      SeenText text = SeenText.read(token);
      boolean same = text.process() == process;
      seen.forgotten = text.forgotten();
      seen.forgottenElsewhere = same ? text.forgottenElsewhere() : text.forgotten();
      text.sightings()
          .forEach(
              (name, was) ->
                  seen.sightings.put(
                      name,
                      new Sighting(was.order(), was.version(), was.at(), same && was.here(), 0)));
    }
    return seen;
  }

  /** For the next process; empty when there is nothing to tell it. */
  String token() {
    lock.lock();
    try {
      long now = clock.getAsLong();
      if (life > 0) {
        sightings.values().removeIf(sighting -> isOver(sighting.at(), now));
      }
      return sightings.isEmpty() && isOver(forgotten, now)
          ? ""
          : new SeenText(process, forgotten, forgottenElsewhere, sightings).write();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver(long at, long now) {
    return at == 0 || (life > 0 && now - at > life + SKEW);
  }

  /** Whether a copy, or that there is none, is not older than what the session knows. */
  boolean allows(DocumentKey key, Optional<CachedDocument> found) {
    if (life == 0 || !CachedReads.isCached(key.kind())) {
      return true;
    }
    lock.lock();
    try {
      Sighting sighting = sightings.get(name(key));
      long now = clock.getAsLong();
      if (sighting == null) {
        return isOver(forgottenElsewhere, now);
      }
      return sighting.here()
          || isOver(sighting.at(), now)
          || found.map(copy -> isAsNew(copy, sighting)).orElse(false);
    } finally {
      lock.unlock();
    }
  }

  /** Of another order is one that was there before, or after: the storage knows. */
  private static boolean isAsNew(CachedDocument copy, Sighting sighting) {
    return sighting.version() > 0
        && mixed(copy.order()) == sighting.order()
        && copy.version() >= sighting.version();
  }

  @Override
  public long begin() {
    lock.lock();
    try {
      return ticks;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void saw(long begin, DocumentKey key, Optional<CachedDocument> found) {
    long version = found.map(CachedDocument::version).orElse(0L);
    int order = found.map(copy -> mixed(copy.order())).orElse(0);
    note(key, begin, order, version);
  }

  @Override
  public void wrote(Collection<DocumentKey> keys) {
    keys.forEach(this::told);
  }

  /** The session was told of it: what it reads next must have been read since. */
  void told(DocumentKey key) {
    note(key, TOLD, 0, 0);
  }

  /** The session was told of documents, nobody knows which. */
  void toldOfMany() {
    lock.lock();
    try {
      List.copyOf(sightings.values()).forEach(this::forgot);
      sightings.clear();
      forgotten = clock.getAsLong();
      dropped = ++ticks;
    } finally {
      lock.unlock();
    }
  }

  private void note(DocumentKey key, long begin, int order, long version) {
    long name = name(key);
    lock.lock();
    try {
      if (life == 0) {
        noteTime(name, begin == TOLD || hasCome);
        return;
      }
      Sighting last = sightings.remove(name);
      boolean overtaken = (last == null ? dropped : last.tick()) > begin; // while this was read
      boolean alike = overtaken && last != null && last.order() == order && last.version() > 0;
      long noted = overtaken ? (alike ? Math.max(last.version(), version) : 0) : version;
      sightings.put(
          name, new Sighting(noted == 0 ? 0 : order, noted, clock.getAsLong(), true, ++ticks));
      if (sightings.size() > MOST) {
        Iterator<Sighting> oldest = sightings.values().iterator();
        forgot(oldest.next());
        oldest.remove();
        dropped = ticks;
      }
    } finally {
      lock.unlock();
    }
  }

  private void noteTime(long name, boolean matters) {
    if (matters) {
      sightings.remove(name);
      forgotten = clock.getAsLong();
    }
  }

  private void forgot(Sighting sighting) {
    forgotten = Math.max(forgotten, sighting.at());
    if (!sighting.here()) {
      forgottenElsewhere = Math.max(forgottenElsewhere, sighting.at());
    }
  }

  /** The same in every process. */
  private static long name(DocumentKey key) {
    long hash = 0xcbf29ce484222325L;
    for (String part : List.of(key.tenant(), key.kind(), key.id())) {
      for (int i = 0; i < part.length(); i++) {
        hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ 0x1ffff) * 0x100000001b3L; // no character: the end of a part
    }
    return hash;
  }

  private static int mixed(long order) {
    return Long.hashCode(order * 0x9e3779b97f4a7c15L);
  }
}
