package dev.mplp.examples.cli.run;

/** What the operator decides when an approval is asked for. */
public enum ApproveMode {
  /** Approves. */
  AUTO,
  /** Rejects. */
  REJECT,
  /** Shows the content on the terminal and asks. */
  ASK,
  /** Nothing here: the run waits until somebody decides with {@code mplp approvals}. */
  LATER
}
