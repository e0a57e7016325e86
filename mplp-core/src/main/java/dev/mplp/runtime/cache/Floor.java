package dev.mplp.runtime.cache;

import dev.mplp.spi.CachedDocument;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of a document.
 *
 * @param mark another one after everything that was heard of it
 * @param order of what was seen last
 * @param version of what was seen last
 * @param told the position of the last record that told of it, 0 for none
 * @param unread whether it was changed since, or may have been: nothing but the storage counts
 * @param since when a copy must have been read at the earliest, as {@link System#nanoTime}; null
 *     when that does not matter
 * @param bucket what was last heard of all in its bucket that nothing is known of
 * @param tenant what was last heard of all of its tenant
 */
record Floor(
    long mark,
    long order,
    long version,
    long told,
    boolean unread,
    @Nullable Long since,
    Distrust bucket,
    Distrust tenant) {

  /** Nothing was heard. */
  static final Distrust NONE = new Distrust(0);

  /**
   * Documents may have been changed of which nothing else is known; told from others by identity.
   */
  static final class Distrust {
    private final long since;

    Distrust(long since) {
      this.since = since;
    }

    private @Nullable Long counts(long life) {
      return this == NONE || System.nanoTime() - since > life ? null : Long.valueOf(since);
    }
  }

  /**
   * Of a document that nothing is known of.
   *
   * @param life how long distrust counts
   */
  static Floor unknown(Distrust bucket, Distrust tenant, long life) {
    Long since = later(bucket.counts(life), tenant.counts(life));
    return new Floor(0, 0, 0, 0, false, since, bucket, tenant);
  }

  private static @Nullable Long later(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one - other > 0 ? one : other;
  }

  /** With what was heard of the tenant by now. */
  Floor after(Distrust heard, long life) {
    return heard == NONE || heard == tenant
        ? this
        : new Floor(
            mark, order, version, told, unread, later(since, heard.counts(life)), bucket, heard);
  }

  /** Whether nothing was heard between the two. */
  boolean isAsAt(Floor before) {
    return mark == before.mark && bucket == before.bucket && tenant == before.tenant;
  }

  boolean isAbove(CachedDocument copy) {
    return copy.order() < order || (copy.order() == order && copy.version() < version);
  }

  boolean isBelow(CachedDocument seen) {
    return seen.order() > order || (seen.order() == order && seen.version() > version);
  }

  /** Whether a copy was read late enough that was read at this time or later. */
  boolean allows(long readAt) {
    return since == null || readAt - since >= 0;
  }

  Floor changed(long newMark, long position) {
    long last = Math.max(told, position);
    return new Floor(newMark, order, version, last, true, since, bucket, tenant);
  }

  Floor marked(long newMark) {
    return new Floor(newMark, order, version, told, unread, since, bucket, tenant);
  }

  Floor raised(long newMark, CachedDocument seen) {
    return new Floor(newMark, seen.order(), seen.version(), told, unread, since, bucket, tenant);
  }

  /** What was read counts for all that was heard. */
  Floor read() {
    return new Floor(mark, order, version, told, false, null, bucket, tenant);
  }
}
