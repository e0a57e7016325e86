package dev.mplp.runtime.approval;

/** Who holds which role by assignment, there and then where something is decided. */
@FunctionalInterface
public interface Assigned {

  /** No role is held by assignment. */
  Assigned NONE = (subject, role) -> false;

  /** Whether this subject holds a role of this name by assignment. */
  boolean holds(String subject, String role);
}
