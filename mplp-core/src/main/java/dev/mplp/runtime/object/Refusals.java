package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;

/** Refusals that several services have in common. */
public final class Refusals {

  private Refusals() {}

  /**
   * An identifier is taken.
   *
   * @param object what there is, with its identifier
   */
  public static ConflictException alreadyThere(String object) {
    return new ConflictException(
        "ALREADY_EXISTS",
        "there is a "
            + object
            + " already; give the new one an identifier of its own, or go on with the one there is");
  }

  /**
   * A Context is over.
   *
   * @param what it takes no more of
   */
  public static ConflictException contextOver(
      ContextId contextId, ContextStatus status, String what) {
    return new ConflictException(
        "CONTEXT_NOT_ACTIVE",
        "context "
            + contextId
            + " is "
            + status.wire()
            + " for good and takes no more "
            + what
            + "; open another context for them");
  }
}
