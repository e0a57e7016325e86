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
    /** By role: anybody who holds it by assignment, or acts in it as the host says. */
    ROLE,
    /** By subject: this one. */
    SUBJECT
  }

  /** The longest name, in characters. */
  public static final int LONGEST_NAME = 200;

  /** Refuses a name that is empty or too long, and one that no storage can keep. */
  public Approver {
    if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "an approver needs a name of 1 to " + LONGEST_NAME + " characters");
    }
  }

  /**
   * Anybody with this role: who was assigned it, or one that inherits it, where that counts for
   * what is approved; and whom the host names in it.
   */
  public static Approver role(String role) {
    return new Approver(Kind.ROLE, role);
  }

  /** This subject. */
  public static Approver subject(String subject) {
    return new Approver(Kind.SUBJECT, subject);
  }

  /** The approver in words: {@code ada}, or {@code role manager}. */
  @Override
  public String toString() {
    return kind == Kind.ROLE ? "role " + name : name;
  }
}
