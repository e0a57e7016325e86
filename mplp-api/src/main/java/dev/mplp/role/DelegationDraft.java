package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delegation to be made of an assignment that the caller holds: where and as long as that one
 * counts, and not to be delegated further, unless it says otherwise. Immutable.
 *
 * @param subject who shall act, 1 to {@value Assignments#LONGEST_SUBJECT} characters
 * @param scope where, the same as or within that of the assignment; null for the same
 * @param expiresAt until when, exclusive; null for as long as the assignment
 * @param delegable over how many further hands, fewer than the assignment has
 * @param reason why, for people, 1 to {@value Assignments#LONGEST_REASON} characters; null for none
 */
public record DelegationDraft(
    String subject,
    @Nullable Scope scope,
    @Nullable Instant expiresAt,
    int delegable,
    @Nullable String reason) {

  /** Refuses what is not as said. */
  public DelegationDraft {
    Drafts.check(subject, delegable, reason);
    if (scope != null) {
      Drafts.check(scope);
    }
  }

  /** To this subject: where and as long as the assignment counts, no further. */
  public static DelegationDraft to(String subject) {
    return new DelegationDraft(Require.text(subject, "subject"), null, null, 0, null);
  }

  /** The same, counting there only. */
  public DelegationDraft within(Scope where) {
    return new DelegationDraft(
        subject, requireNonNull(where, "where"), expiresAt, delegable, reason);
  }

  /** The same, ending then, by the clock of the storage. */
  public DelegationDraft until(Instant end) {
    return new DelegationDraft(subject, scope, requireNonNull(end, "end"), delegable, reason);
  }

  /** The same, to be delegated over so many further hands. */
  public DelegationDraft delegable(int hands) {
    return new DelegationDraft(subject, scope, expiresAt, hands, reason);
  }

  /** The same, for this reason. */
  public DelegationDraft because(String why) {
    return new DelegationDraft(subject, scope, expiresAt, delegable, Drafts.reason(why));
  }
}
