package dev.mplp;

import java.util.Locale;

/** There is no such object for this tenant; code {@code <OBJECT>_NOT_FOUND}. */
public final class NotFoundException extends MplpException {

  private static final long serialVersionUID = 1L;

  /**
   * Nothing under this id.
   *
   * @param object what was looked for, such as {@code plan}
   * @param id under which id
   */
  public NotFoundException(String object, String id) {
    super(
        object.toUpperCase(Locale.ROOT) + "_NOT_FOUND",
        false,
        "there is no " + object + " " + id + " for this tenant",
        null);
  }
}
