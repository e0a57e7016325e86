package dev.mplp.spi;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/** A message that no attempt can ever handle. Code {@code EVENT_UNACCEPTABLE}. */
public final class UnacceptableEventException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** The reason is kept with the dead letter. */
  public UnacceptableEventException(String reason, @Nullable Throwable cause) {
    super("EVENT_UNACCEPTABLE", false, reason, cause);
  }
}
