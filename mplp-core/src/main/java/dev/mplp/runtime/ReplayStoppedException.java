package dev.mplp.runtime;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/**
 * A replay ended before its end: the broker takes nothing, or never takes one of the messages, or a
 * record cannot be read here. Code {@code REPLAY_STOPPED}.
 */
public final class ReplayStoppedException extends MplpException {

  private static final long serialVersionUID = 1L;

  private final long position;

  /**
   * A replay that ended.
   *
   * @param position up to which everything was sent
   */
  public ReplayStoppedException(
      boolean retryable, long position, String why, @Nullable Throwable cause) {
    super(
        "REPLAY_STOPPED",
        retryable,
        "the replay stopped: " + why + "; go on after position " + position,
        cause);
    this.position = position;
  }

  /** The position up to which everything was sent: where to go on. */
  public long position() {
    return position;
  }
}
