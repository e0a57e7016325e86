package dev.mplp.confirm;

/**
 * Who may decide: one subject, or anybody with a role. Never the one who asked.
 *
 * @param kind how {@code name} is meant
 * @param name the subject or the role
 */
public record Approver(Kind kind, String name) {

  /** How an approver is named. */
  public enum Kind {
    /** By role: anybody who has it. */
    ROLE,
    /** By subject: this one. */
    SUBJECT
  }

  /** Refuses an empty name. */
  public Approver {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("an approver needs a name");
    }
  }

  /** Anybody with this role. */
  public static Approver role(String role) {
    return new Approver(Kind.ROLE, role);
  }

  /** This subject. */
  public static Approver subject(String subject) {
    return new Approver(Kind.SUBJECT, subject);
  }
}
