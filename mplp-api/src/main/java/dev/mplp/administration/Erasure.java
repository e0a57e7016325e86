package dev.mplp.administration;

/**
 * What an erasure came to.
 *
 * @param objects how many messages, Confirms, records of approvals and parts of Traces were changed
 * @param state how many entries of shared state were removed
 * @param records how many records of the log were changed
 */
public record Erasure(int objects, int state, int records) {

  /** What stands in the place of text that was erased. */
  public static final String ERASED = "[erased]";
}
