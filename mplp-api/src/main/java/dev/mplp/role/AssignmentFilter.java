package dev.mplp.role;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.RoleId;
import org.jspecify.annotations.Nullable;

/**
 * Which assignments to list; null for any.
 *
 * @param subject who holds them
 * @param roleId of which role
 * @param source what they were delegated from
 * @param givenBy who assigned or delegated them
 */
public record AssignmentFilter(
    @Nullable String subject,
    @Nullable RoleId roleId,
    @Nullable AssignmentId source,
    @Nullable String givenBy) {

  /** All. */
  public static AssignmentFilter all() {
    return new AssignmentFilter(null, null, null, null);
  }

  /** Those of a subject. */
  public static AssignmentFilter ofSubject(String subject) {
    return new AssignmentFilter(subject, null, null, null);
  }

  /** Those of a role. */
  public static AssignmentFilter ofRole(RoleId roleId) {
    return new AssignmentFilter(null, roleId, null, null);
  }

  /** Those that were delegated from this one, by its holder. */
  public static AssignmentFilter delegatedFrom(AssignmentId source) {
    return new AssignmentFilter(null, null, source, null);
  }

  /** Those that this subject assigned or delegated. */
  public static AssignmentFilter givenBy(String subject) {
    return new AssignmentFilter(null, null, null, subject);
  }
}
