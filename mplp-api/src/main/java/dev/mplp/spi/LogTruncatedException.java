package dev.mplp.spi;

import dev.mplp.MplpException;

/** The log no longer keeps what was asked for. Code {@code LOG_TRUNCATED}. */
public final class LogTruncatedException extends MplpException {

  private static final long serialVersionUID = 1L;

  private final long oldest;

  /**
   * Records before {@code oldest} are gone.
   *
   * @param after the position after which was asked to read
   * @param oldest the first position that is kept
   */
  public LogTruncatedException(long after, long oldest) {
    super(
        "LOG_TRUNCATED",
        false,
        "the log was asked for records after position "
            + after
            + " but keeps only those from "
            + oldest
            + " on; start over from a snapshot, or keep a larger log",
        null);
    this.oldest = oldest;
  }

  /** The first position that is kept. */
  public long oldest() {
    return oldest;
  }
}
