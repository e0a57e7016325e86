package dev.mplp.confirm;

import dev.mplp.MplpException;
import dev.mplp.model.ConfirmId;

/**
 * What is to be approved is no longer what the approver looked at; code {@code CONTENT_CHANGED}.
 * Nothing was decided; look at the new content, and decide on its digest.
 */
public final class ContentChangedException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** What was approved has another digest when the approval is to be used. */
  public static ContentChangedException afterApproval(
      ConfirmId confirmId, String approved, String present) {
    return new ContentChangedException(
        "confirm "
            + confirmId
            + " approved the content with digest "
            + approved
            + ", but its content has the digest "
            + present
            + " now; the approval is void, ask for another one");
  }

  /** The content has another digest now. */
  public ContentChangedException(ConfirmId confirmId, String given, String present) {
    this(
        "confirm "
            + confirmId
            + " was to be approved for the content with digest "
            + given
            + ", but its content has the digest "
            + present
            + " now; look at it again and approve that digest");
  }

  private ContentChangedException(String message) {
    super("CONTENT_CHANGED", false, message, null);
  }

  /**
   * The content is the one that was looked at, but others have decided on a former one: they have
   * to decide again before.
   *
   * @param round that has begun
   * @param rule of its first stage
   */
  public static ContentChangedException begunAnew(
      ConfirmId confirmId, int round, String rule, String present) {
    return new ContentChangedException(
        "the content of confirm "
            + confirmId
            + " has changed while it was decided: round "
            + round
            + " has begun, for the content with digest "
            + present
            + ", and it is decided by "
            + rule
            + " first");
  }
}
