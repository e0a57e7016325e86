package dev.mplp.runtime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.mplp.spi.DocumentKey;
import java.time.Duration;
import java.util.Collection;

/**
 * What was written in transactions of hosts, which nobody tells us the end of: for as long as one
 * may take, or all where there are too many, documents are read from the storage. Thread-safe.
 */
final class OpenTransactions {

  /** How long one may stay open. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int MOST = 100_000;

  private final Cache<DocumentKey, Boolean> written =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(LONGEST)
          .executor(Runnable::run)
          .evictionListener((key, value, cause) -> crowded(cause))
          .build();

  private volatile long allUntil = System.nanoTime();

  private void crowded(RemovalCause cause) {
    if (cause == RemovalCause.SIZE) {
      allUntil = System.nanoTime() + LONGEST.toNanos();
    }
  }

  void wrote(Collection<DocumentKey> keys) {
    keys.forEach(key -> written.put(key, true));
  }

  /** Whether a document is to be read from the storage. */
  boolean concern(DocumentKey key, long now) {
    return written.getIfPresent(key) != null || allUntil - now > 0;
  }
}
