package dev.mplp.observe;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime is: as bad as the worst of its parts.
 *
 * @param status of all parts together
 * @param parts {@code storage} first, then what the runtime was given beside it
 * @param replicas the runtimes that share a memory with this one, itself included; null when that
 *     is not known, as they share none or it is away
 */
public record RuntimeHealth(Status status, List<Part> parts, @Nullable List<Replica> replicas) {

  /** Copies the lists. */
  public RuntimeHealth {
    requireNonNull(status, "status");
    parts = List.copyOf(parts);
    replicas = replicas == null ? null : List.copyOf(replicas);
  }

  /** The health of these parts; which replicas there are is not known. */
  public static RuntimeHealth of(List<Part> parts) {
    return of(parts, null);
  }

  /** The health of these parts, and the replicas as far as they are known. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public static RuntimeHealth of(List<Part> parts, @Nullable List<Replica> replicas) {
    Status worst = Status.UP;
    for (Part part : parts) {
      worst = part.status().compareTo(worst) > 0 ? part.status() : worst;
    }
    return new RuntimeHealth(worst, parts, replicas);
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
