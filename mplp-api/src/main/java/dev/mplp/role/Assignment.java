package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.RoleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role that a subject holds. It never changes: it is given, and at some time it is gone.
 *
 * @param assignmentId its identifier, never used again
 * @param subject who holds the role
 * @param roleId the role
 * @param scope where it counts
 * @param expiresAt until when, exclusive, by the clock of the storage; null for no end of its own.
 *     A delegated one also ends when the one it was delegated from does
 * @param delegable over how many further hands it may be delegated; 0 when it may not
 * @param source the assignment that it was delegated from; null when it was not delegated
 * @param givenBy the subject who assigned or delegated it
 * @param givenAt when
 * @param reason why, for people; null for none
 */
public record Assignment(
    AssignmentId assignmentId,
    String subject,
    RoleId roleId,
    Scope scope,
    @Nullable Instant expiresAt,
    int delegable,
    @Nullable AssignmentId source,
    String givenBy,
    Instant givenAt,
    @Nullable String reason) {

  /** Refuses nulls. */
  public Assignment {
    requireNonNull(assignmentId, "assignmentId");
    requireNonNull(subject, "subject");
    requireNonNull(roleId, "roleId");
    requireNonNull(scope, "scope");
    requireNonNull(givenBy, "givenBy");
    requireNonNull(givenAt, "givenAt");
  }

  /** Whether its own time is over at this moment. */
  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** Whether it was delegated by a holder rather than assigned. */
  public boolean isDelegated() {
    return source != null;
  }
}
