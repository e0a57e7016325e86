package dev.mplp.spi;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/**
 * The broker did not take a message for good, or it is not known whether it did. Code {@code
 * BROKER_UNAVAILABLE} when sending it again can help, {@code BROKER_REFUSED} when not.
 */
public final class BrokerException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** An error of the broker. */
  public BrokerException(boolean retryable, String message, @Nullable Throwable cause) {
    super(retryable ? "BROKER_UNAVAILABLE" : "BROKER_REFUSED", retryable, message, cause);
  }
}
