package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import org.jspecify.annotations.Nullable;

/** What drafts of assignments and delegations check alike. */
final class Drafts {

  private Drafts() {}

  static void check(String subject, int delegable, @Nullable String reason) {
    Require.text(subject, "subject");
    if (subject.length() > Assignments.LONGEST_SUBJECT) {
      throw new IllegalArgumentException(
          "subject must not have more than "
              + Assignments.LONGEST_SUBJECT
              + " characters, but has "
              + subject.length());
    }
    if (delegable < 0 || delegable > Assignments.MOST_HANDS) {
      throw new IllegalArgumentException(
          "delegable must be 0 to " + Assignments.MOST_HANDS + ", but is " + delegable);
    }
    if (reason != null) {
      Drafts.reason(reason);
    }
  }

  /** A scope that counts somewhere: one object is told by its module, too. */
  static void check(Scope scope) {
    if (requireNonNull(scope, "scope") instanceof Scope.OnObject on && on.module() == null) {
      throw new IllegalArgumentException(
          "a scope of one object names its module, but that of " + on.id() + " does not");
    }
  }

  static String reason(String reason) {
    if (requireNonNull(reason, "reason").isBlank()
        || reason.length() > Assignments.LONGEST_REASON) {
      throw new IllegalArgumentException(
          "a reason must have 1 to " + Assignments.LONGEST_REASON + " characters");
    }
    return reason;
  }
}
