package dev.mplp.examples.cli;

/** What was asked for cannot be done as it was asked; {@link ExitCode#UNUSABLE}. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong, and what to do about it. */
  public UsageException(String message) {
    super(message);
  }
}
