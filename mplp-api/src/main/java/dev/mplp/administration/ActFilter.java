package dev.mplp.administration;

import org.jspecify.annotations.Nullable;

/**
 * Which acts are listed.
 *
 * @param act only these; null for all
 * @param subject only those of this subject; null for everybody's
 */
public record ActFilter(@Nullable String act, @Nullable String subject) {

  /** Every act. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public static final ActFilter ALL = new ActFilter(null, null);

  /** Acts of this name. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public static ActFilter of(String act) {
    return new ActFilter(act, null);
  }
}
