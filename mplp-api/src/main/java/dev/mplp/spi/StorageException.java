package dev.mplp.spi;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/**
 * The storage could not do what was asked, and nothing was changed. Code {@code
 * STORAGE_UNAVAILABLE} when trying again can help (a lost connection, a time-out), {@code
 * STORAGE_FAILED} when not.
 */
public class StorageException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** An error of the storage. */
  public StorageException(boolean retryable, String message, @Nullable Throwable cause) {
    super(retryable ? "STORAGE_UNAVAILABLE" : "STORAGE_FAILED", retryable, message, cause);
  }
}
