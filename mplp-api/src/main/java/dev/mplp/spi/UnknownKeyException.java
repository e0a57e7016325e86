package dev.mplp.spi;

/**
 * A body was encrypted with a key that this process was not given: it may be good, and readable
 * elsewhere. Code {@code STORAGE_FAILED}, not retryable.
 */
public class UnknownKeyException extends StorageException {

  private static final long serialVersionUID = 1L;

  /**
   * Says which key.
   *
   * @param message names the key's id, where there is one
   */
  public UnknownKeyException(String message) {
    super(false, message, null);
  }
}
