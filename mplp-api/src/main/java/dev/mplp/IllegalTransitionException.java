package dev.mplp;

import java.util.Collection;

/** An object cannot move to that status from where it is; code {@code INVALID_TRANSITION}. */
public final class IllegalTransitionException extends MplpException {

  private static final long serialVersionUID = 1L;

  /**
   * A move that the table does not have.
   *
   * @param object what, with its id
   * @param from its status
   * @param to the status asked for
   * @param allowed where it can go from there
   */
  public IllegalTransitionException(
      String object, String from, String to, Collection<String> allowed) {
    super(
        "INVALID_TRANSITION",
        false,
        object
            + " is "
            + from
            + " and cannot become "
            + to
            + "; from "
            + from
            + " it can become "
            + (allowed.isEmpty() ? "nothing else" : String.join(", ", allowed)),
        null);
  }

  /**
   * A move that needs something else than another status.
   *
   * @param object what, with its id
   * @param from its status
   * @param to the status asked for
   * @param advice why not, or what to do instead
   */
  public IllegalTransitionException(String object, String from, String to, String advice) {
    super(
        "INVALID_TRANSITION",
        false,
        object + " is " + from + " and cannot become " + to + "; " + advice,
        null);
  }
}
