package dev.mplp.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Copies of documents that many processes share, so that not every look goes to the storage. It is
 * no truth: it may lose any copy at any time, and all of them.
 *
 * <p>Nothing gets in but under a lease that was granted before the document was read from the
 * storage, and a change takes copy and lease away. So what is read before a change and arrives
 * after it is refused, also when the cache lost its data in between. Whoever holds a lease is the
 * only one to load: the others wait for the copy.
 *
 * <p>Safe for use by many threads. It connects by itself and again when the connection breaks.
 * Every method but {@link #onInvalidated}, {@link #health} and {@link #close} may throw {@link
 * CacheException}, and does so soon: readers wait for {@link #look} and {@link #renew}, and no
 * longer than a read of the storage takes on a bad day, some 50 ms.
 */
public interface ObjectCache extends AutoCloseable {

  /** What a copy has at most, in bytes of its body. */
  int MAX_BODY = 1 << 20;

  /**
   * Looks for a copy. Where there is none and no lease, the caller gets the lease.
   *
   * @param lease how long it may take to fill the place
   */
  Answer look(DocumentKey key, Duration lease);

  /** Takes away copy and lease, whatever there is, and gives the caller a lease. */
  Answer.Leased renew(DocumentKey key, Duration lease);

  /**
   * Puts a copy in its place, unless the lease is over or was taken away. Returns at once.
   *
   * @param lease as it was granted, before the document was read
   * @param keep how long the copy is there at most
   * @return whether it is there then; fails with {@link CacheException} when that is not known. May
   *     be completed on a thread of the cache, so what depends on it returns at once
   * @throws IllegalArgumentException when the body has more than {@value #MAX_BODY} bytes
   */
  CompletionStage<Boolean> fill(
      DocumentKey key, Answer.Leased lease, CachedDocument copy, Duration keep);

  /**
   * Gives a lease back: there is nothing to put in the place. Returns at once.
   *
   * @return when it was given back; may fail, as {@link #fill}
   */
  CompletionStage<Void> release(DocumentKey key, Answer.Leased lease);

  /**
   * Takes away copies and leases, then tells every listener of every process: the documents have
   * changed.
   */
  void invalidate(List<DocumentKey> keys);

  /**
   * Registers a listener for what {@link #invalidate} takes away here or elsewhere. What it is told
   * may come late or doubled, and is lost while the connection is broken; it is told when that
   * begins and when it ends. It is called on this thread or one of the cache, and returns at once.
   *
   * @return closes the registration
   */
  Storage.Registration onInvalidated(Listener listener);

  /** How it is, as far as this process knows without asking. */
  CacheHealth health();

  /** Ends the connection; idempotent. */
  @Override
  void close();

  /** What is found in the place of a copy. */
  sealed interface Answer {
    /**
     * A copy.
     *
     * @param left how long it will be there at most
     */
    record Found(CachedDocument copy, Duration left) implements Answer {}

    /**
     * Nothing, and the caller is to fill the place.
     *
     * @param token tells this lease from all others
     */
    record Leased(String token) implements Answer {}

    /** Nothing yet: another holds the lease. */
    record Loading() implements Answer {}
  }

  /** Who keeps copies of copies. */
  interface Listener {
    /** A document has changed. */
    void invalidated(DocumentKey key);

    /** Nothing is told from now on, until {@link #missed} is called. */
    void silent();

    /** Some may have changed without a word; whatever changes from now on is told. */
    void missed();
  }
}
