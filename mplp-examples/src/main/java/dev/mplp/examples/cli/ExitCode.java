package dev.mplp.examples.cli;

/** How the process ends. */
public final class ExitCode {

  /** Everything is as it should be. */
  public static final int OK = 0;

  /** A document is not valid, a rule is broken, or a plan was not completed. */
  public static final int FAILED = 1;

  /** The command line makes no sense, a file or database cannot be used, or a rule is unknown. */
  public static final int UNUSABLE = 2;

  private ExitCode() {}
}
