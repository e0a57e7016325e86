package dev.mplp.spi;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/**
 * The shared memory is away, did not answer in time, or refused what it was asked: the caller goes
 * on without it. Code {@code SHARED_MEMORY_UNAVAILABLE}.
 */
public final class SharedMemoryException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** An error of the shared memory. */
  public SharedMemoryException(String message, @Nullable Throwable cause) {
    super("SHARED_MEMORY_UNAVAILABLE", true, message, cause);
  }
}
