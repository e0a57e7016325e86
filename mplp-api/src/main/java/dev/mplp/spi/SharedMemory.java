package dev.mplp.spi;

/**
 * A memory that the processes over one storage share, quick and forgetful: it may lose everything
 * at any moment, and nothing is decided by it that the storage decides.
 *
 * <p>Safe for use by many threads. It connects by itself and again when the connection breaks. Its
 * parts answer within a short time or throw {@link SharedMemoryException}; while it is known to be
 * away they throw at once, so that nobody waits for it again and again.
 */
public interface SharedMemory extends AutoCloseable {

  /** Copies of documents, for all of them; closed with this, or before. */
  ObjectCache objects();

  /** Limits of what all of them do together. */
  RateLimiter limiter();

  /** Who of them is there. */
  Presence presence();

  /** What is said to all of them at the moment. */
  LiveEvents live();

  /** How it is, as far as this process knows without asking. */
  SharedMemoryHealth health();

  /** Ends the connection. Idempotent. */
  @Override
  void close();
}
