package dev.mplp.runtime.event;

import dev.mplp.spi.StorageException;
import org.jspecify.annotations.Nullable;

/** The body of a log record is not what this library wrote. Code {@code STORAGE_FAILED}. */
public final class UnreadableRecordException extends StorageException {

  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String why, @Nullable Throwable cause) {
    super(false, "the body of a log record cannot be read: " + why, cause);
  }
}
