package dev.mplp.runtime.approval;

import dev.mplp.confirm.Approver;
import java.util.Set;

/**
 * Somebody who wants to act.
 *
 * @param subject who
 * @param roles in which roles
 * @param assigned what is known of those for whom they act
 */
public record Person(String subject, Set<String> roles, Assigned assigned) {

  /** Somebody where no role is held by assignment. */
  public Person(String subject, Set<String> roles) {
    this(subject, roles, Assigned.NONE);
  }

  /** Copies the set. */
  public Person {
    roles = Set.copyOf(roles);
  }

  /** True when this is who is meant. */
  public boolean is(Approver approver) {
    return approver.kind() == Approver.Kind.SUBJECT
        ? approver.name().equals(subject)
        : roles.contains(approver.name());
  }
}
