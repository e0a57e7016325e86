package dev.mplp.runtime.approval;

import dev.mplp.confirm.Approver;
import java.util.Set;

/**
 * Somebody who wants to act.
 *
 * @param subject who
 * @param roles in which roles
 */
public record Person(String subject, Set<String> roles) {

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
