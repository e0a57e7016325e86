package dev.mplp.role;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.List;

/** The answer to whether somebody may do something, with its reasons. */
public sealed interface Permission {

  /** Whether it may be done. */
  boolean isAllowed();

  /** The answer in a sentence, for people. */
  String message();

  /**
   * It may be done.
   *
   * @param capability the capability of a role that covers it, such as {@code plan.*}
   * @param path the names of the roles from the one that is held to the one that has the
   *     capability, each inheriting from the next; one name when the held role has it itself; empty
   *     when no role is concerned
   * @param basis why the first of them is held
   */
  record Allowed(String capability, List<String> path, Basis basis) implements Permission {
    /** Copies the path. */
    public Allowed {
      requireNonNull(capability, "capability");
      path = List.copyOf(path);
      requireNonNull(basis, "basis");
    }

    @Override
    public boolean isAllowed() {
      return true;
    }

    @Override
    public String message() {
      String roles =
          path.isEmpty() ? "" : " of role " + String.join(", which inherits from role ", path);
      return "capability " + capability + roles + ", " + basis.message();
    }
  }

  /**
   * It may not be done.
   *
   * @param refusals why not, not empty: every role that would have allowed it if something were
   *     otherwise, or that there is none
   */
  record Denied(List<Refusal> refusals) implements Permission {
    /** Copies the list. */
    public Denied {
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException("a denial has a reason");
      }
    }

    @Override
    public boolean isAllowed() {
      return false;
    }

    @Override
    public String message() {
      return refusals.stream().map(Refusal::message).collect(joining("; "));
    }
  }
}
