package dev.mplp.runtime.remote;

/** A message that is none of ours: it can never be handled. The text says what is wrong with it. */
public final class UnacceptableMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  UnacceptableMessageException(String reason) {
    super(reason);
  }

  /** What is wrong with it. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
