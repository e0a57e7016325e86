package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Why somebody holds a role. */
public sealed interface Basis {

  /** In words, for people. */
  String message();

  /**
   * It was assigned, or delegated.
   *
   * @param chain the assignments by which it came, the assigned one first, that of the subject
   *     last; one unless it was delegated
   */
  record Assigned(List<Assignment> chain) implements Basis {
    /** Copies the chain. */
    public Assigned {
      chain = List.copyOf(chain);
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("a chain has at least one assignment");
      }
    }

    /** That of the subject itself. */
    public Assignment held() {
      return chain.get(chain.size() - 1);
    }

    @Override
    public String message() {
      StringBuilder text = new StringBuilder();
      for (Assignment link : chain) {
        text.append(text.isEmpty() ? "" : ", then ")
            .append(link.isDelegated() ? "delegated to " : "assigned to ")
            .append(link.subject())
            .append(" by ")
            .append(link.givenBy())
            .append(" (")
            .append(link.assignmentId())
            .append(", ")
            .append(link.scope())
            .append(')');
      }
      return text.toString();
    }
  }

  /**
   * The host says that the principal acts in it, see {@link dev.mplp.model.Principal#roles()}.
   *
   * @param role the name
   */
  record NamedByHost(String role) implements Basis {
    /** Refuses null. */
    public NamedByHost {
      requireNonNull(role, "role");
    }

    @Override
    public String message() {
      return "a role in which the host says that the principal acts";
    }
  }

  /** The configuration of the runtime names the principal an administrator of roles. */
  record Administrator() implements Basis {
    @Override
    public String message() {
      return "as an administrator of roles by the configuration of the runtime";
    }
  }
}
