package dev.mplp.role;

import org.jspecify.annotations.Nullable;

/**
 * Which denied acts to list; null for any.
 *
 * @param subject who tried
 * @param capability what
 */
public record DeniedFilter(@Nullable String subject, @Nullable String capability) {

  /** All. */
  public static DeniedFilter all() {
    return new DeniedFilter(null, null);
  }

  /** Those of a subject. */
  public static DeniedFilter ofSubject(String subject) {
    return new DeniedFilter(subject, null);
  }

  /** Those of a capability. */
  public static DeniedFilter ofCapability(String capability) {
    return new DeniedFilter(null, capability);
  }
}
