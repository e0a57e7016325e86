package dev.mplp;

/**
 * What is stored was written by a later version of this library, in a form that this one does not
 * know; code {@code NEWER_FORM}. Use the later version, or one in between.
 */
public final class NewerFormException extends MplpException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what cannot be read.
   *
   * @param what is stored
   * @param form the name of its form
   * @param stored the version of the form that is stored
   * @param known the latest version of the form that is known here
   */
  public NewerFormException(String what, String form, int stored, int known) {
    super(
        "NEWER_FORM",
        false,
        what
            + " is stored in form "
            + stored
            + " of "
            + form
            + ", but this version of the library knows forms up to "
            + known
            + "; read it with the version that wrote it, or a later one",
        null);
  }
}
