package dev.mplp.role;

import org.jspecify.annotations.Nullable;

/**
 * Which roles to list; all conditions that are there must hold.
 *
 * @param name only that of this name; null for every name
 * @param archived only those that are archived, or only those that are not; null for both
 */
public record RoleFilter(@Nullable String name, @Nullable Boolean archived) {

  private static final RoleFilter PRESENT = new RoleFilter(null, false);

  /** Every role of the tenant that is not archived. */
  public static RoleFilter all() {
    return PRESENT;
  }

  /** Only that of this name. */
  public RoleFilter withName(@Nullable String name) {
    return new RoleFilter(name, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public RoleFilter withArchived(@Nullable Boolean archived) {
    return new RoleFilter(name, archived);
  }
}
