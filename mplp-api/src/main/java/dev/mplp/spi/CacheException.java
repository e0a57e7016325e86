package dev.mplp.spi;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/**
 * The cache did not answer in time, or cannot be reached. Code {@code CACHE_UNAVAILABLE}. The
 * runtime then goes to the storage: no host sees it.
 */
public final class CacheException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** An error of the cache. */
  public CacheException(String message, @Nullable Throwable cause) {
    super("CACHE_UNAVAILABLE", true, message, cause);
  }
}
