package dev.mplp.confirm;

import dev.mplp.MplpException;
import dev.mplp.model.ConfirmId;

/**
 * What is to be approved is no longer what the approver looked at; code {@code CONTENT_CHANGED}.
 * Nothing was decided; look at the new content, and decide on its digest.
 */
public final class ContentChangedException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** The content has another digest now. */
  public ContentChangedException(ConfirmId confirmId, String given, String present) {
    super(
        "CONTENT_CHANGED",
        false,
        "confirm "
            + confirmId
            + " was to be approved for the content with digest "
            + given
            + ", but its content has the digest "
            + present
            + " now; look at it again and approve that digest",
        null);
  }
}
