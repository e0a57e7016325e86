package dev.mplp.observe;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a runtime is: as bad as the worst of its parts.
 *
 * @param status of all parts together
 * @param parts {@code storage} first, then what the runtime was given beside it
 */
public record RuntimeHealth(Status status, List<Part> parts) {

  /** Copies the list. */
  public RuntimeHealth {
    requireNonNull(status, "status");
    parts = List.copyOf(parts);
  }

  /** The health of these parts. */
  public static RuntimeHealth of(List<Part> parts) {
    Status worst = Status.UP;
    for (Part part : parts) {
      worst = part.status().compareTo(worst) > 0 ? part.status() : worst;
    }
    return new RuntimeHealth(worst, parts);
  }

  /** How something is, from good to bad. */
  public enum Status {
    /** It does what it is there for. */
    UP,
    /** The runtime does its work without it; what it is there for waits, or takes longer. */
    DEGRADED,
    /** Nothing is done without it. */
    DOWN
  }

  /**
   * Something that a runtime depends on.
   *
   * @param name such as {@code storage} or {@code broker}
   * @param detail for people
   */
  public record Part(String name, Status status, String detail) {
    /** Refuses nulls. */
    public Part {
      requireNonNull(name, "name");
      requireNonNull(status, "status");
      requireNonNull(detail, "detail");
    }
  }
}
