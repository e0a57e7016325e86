package dev.mplp.observe;

/** Where somebody who only looked got an object from. */
public enum CacheRead {
  /** The memory of this process. */
  NEAR,
  /** The cache that the processes share. */
  FAR,
  /** The storage, for all who look: it was in no cache. */
  LOADED,
  /** Another thread of this process was loading it. */
  SHARED,
  /** The storage, past the cache: it is away, or another process was loading for too long. */
  PASSED;

  /** As in metrics: {@code near}, {@code far}, ... */
  public String wire() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
