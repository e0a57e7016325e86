package dev.mplp;

/** The objects of a flow do not fit together; code {@code FLOW_INCONSISTENT}. */
public final class FlowException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** What does not fit, and what would. */
  public FlowException(String message) {
    super("FLOW_INCONSISTENT", false, message, null);
  }
}
