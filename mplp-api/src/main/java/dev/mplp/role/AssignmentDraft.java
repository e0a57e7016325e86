package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.RoleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An assignment to be made: everywhere, without end and not to be delegated unless it says
 * otherwise. Immutable.
 *
 * @param subject who shall hold the role, 1 to {@value Assignments#LONGEST_SUBJECT} characters
 * @param roleId the role
 * @param scope where it shall count
 * @param expiresAt until when, exclusive; null for no end
 * @param delegable over how many hands its holder may delegate it, 0 to {@value
 *     Assignments#MOST_HANDS}
 * @param reason why, for people, 1 to {@value Assignments#LONGEST_REASON} characters; null for none
 */
public record AssignmentDraft(
    String subject,
    RoleId roleId,
    Scope scope,
    @Nullable Instant expiresAt,
    int delegable,
    @Nullable String reason) {

  /** Refuses what is not as said. */
  public AssignmentDraft {
    Drafts.check(subject, delegable, reason);
    requireNonNull(roleId, "roleId");
    Drafts.check(scope);
  }

  /** A role for a subject: everywhere, without end, not to be delegated. */
  public static AssignmentDraft of(String subject, RoleId roleId) {
    return new AssignmentDraft(
        Require.text(subject, "subject"), roleId, Scope.everywhere(), null, 0, null);
  }

  /** The same, counting there only. */
  public AssignmentDraft within(Scope where) {
    return new AssignmentDraft(subject, roleId, where, expiresAt, delegable, reason);
  }

  /** The same, ending then, by the clock of the storage. */
  public AssignmentDraft until(Instant end) {
    return new AssignmentDraft(
        subject, roleId, scope, requireNonNull(end, "end"), delegable, reason);
  }

  /** The same, to be delegated over so many hands. */
  public AssignmentDraft delegable(int hands) {
    return new AssignmentDraft(subject, roleId, scope, expiresAt, hands, reason);
  }

  /** The same, for this reason. */
  public AssignmentDraft because(String why) {
    return new AssignmentDraft(subject, roleId, scope, expiresAt, delegable, Drafts.reason(why));
  }
}
