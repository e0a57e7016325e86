package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.AssignmentId;
import java.time.Instant;
import java.util.List;

/** Why something may not be done. */
public sealed interface Refusal {

  /** In words, for people. */
  String message();

  /**
   * The subject holds no role at all.
   *
   * @param subject who
   */
  record NoRole(String subject) implements Refusal {
    /** Refuses null. */
    public NoRole {
      requireNonNull(subject, "subject");
    }

    @Override
    public String message() {
      return subject + " holds no role";
    }
  }

  /**
   * None of the roles that the subject holds has a capability that covers it.
   *
   * @param capability what was asked for
   * @param roles the names of the roles, at most 20 of them
   */
  record NotCovered(String capability, List<String> roles) implements Refusal {
    /** Copies the list. */
    public NotCovered {
      requireNonNull(capability, "capability");
      roles = List.copyOf(roles);
    }

    @Override
    public String message() {
      return "no capability covers " + capability + " in the held roles " + roles;
    }
  }

  /**
   * The role would allow it, but counts somewhere else.
   *
   * @param role its name
   * @param assignment by which it is held
   * @param scope where it counts
   */
  record OutOfScope(String role, AssignmentId assignment, Scope scope) implements Refusal {
    /** Refuses nulls. */
    public OutOfScope {
      requireNonNull(role, "role");
      requireNonNull(assignment, "assignment");
      requireNonNull(scope, "scope");
    }

    @Override
    public String message() {
      return "role " + role + " counts only " + scope + " (" + assignment + ')';
    }
  }

  /**
   * The role would allow it, but its time is over.
   *
   * @param role its name
   * @param assignment by which it was held, or one that it was delegated from
   * @param expiredAt since when
   */
  record Expired(String role, AssignmentId assignment, Instant expiredAt) implements Refusal {
    /** Refuses nulls. */
    public Expired {
      requireNonNull(role, "role");
      requireNonNull(assignment, "assignment");
      requireNonNull(expiredAt, "expiredAt");
    }

    @Override
    public String message() {
      return "role " + role + " was held until " + expiredAt + " (" + assignment + ')';
    }
  }

  /**
   * The role would allow it, but what it was delegated from is no more.
   *
   * @param role its name
   * @param assignment the delegated one
   * @param source what it was delegated from, which was revoked or has expired
   */
  record SourceGone(String role, AssignmentId assignment, AssignmentId source) implements Refusal {
    /** Refuses nulls. */
    public SourceGone {
      requireNonNull(role, "role");
      requireNonNull(assignment, "assignment");
      requireNonNull(source, "source");
    }

    @Override
    public String message() {
      return "role "
          + role
          + " was delegated from an assignment that is no more ("
          + assignment
          + " from "
          + source
          + ')';
    }
  }

  /**
   * The role would allow it, but the subject holds another one that excludes it: neither counts.
   *
   * @param role its name
   * @param other the name of the other
   * @param reason why they exclude each other
   */
  record Excluded(String role, String other, String reason) implements Refusal {
    /** Refuses nulls. */
    public Excluded {
      requireNonNull(role, "role");
      requireNonNull(other, "other");
      requireNonNull(reason, "reason");
    }

    @Override
    public String message() {
      return "role " + role + " and role " + other + " must not be held together: " + reason;
    }
  }

  /**
   * The host names a role that there is not.
   *
   * @param role the name
   */
  record UnknownRole(String role) implements Refusal {
    /** Refuses null. */
    public UnknownRole {
      requireNonNull(role, "role");
    }

    @Override
    public String message() {
      return "there is no role of the name " + role + ", in which the principal acts";
    }
  }

  /**
   * The role inherits from more roles than are looked at, so that it counts for nothing.
   *
   * @param role its name
   */
  record TooWide(String role) implements Refusal {
    /** Refuses null. */
    public TooWide {
      requireNonNull(role, "role");
    }

    @Override
    public String message() {
      return "role " + role + " inherits from more than " + Roles.MOST_INHERITED + " roles";
    }
  }
}
