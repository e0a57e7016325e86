package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.WireName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many steps of a tenant are done at once, or begun within a time, over all its executions and
 * all processes. A step that is kept back by a limit stays ready, and keeps no other back.
 *
 * @param role of which role; the empty text for steps without one; null for all roles together
 * @param kind what is limited
 * @param most so many, 1 to 1000
 * @param per the stretch of time of a {@link Kind#RATE}, 1 s or more; zero otherwise
 */
public record Limit(@Nullable String role, Kind kind, int most, Duration per) {

  private static final int MOST = 1000;
  private static final int LONGEST_ROLE = 1000;

  /** What is limited. */
  public enum Kind implements WireName {
    /**
     * Steps that are being done. A step that waits (for an approval, its time, another attempt) is
     * not; one whose process died is until its lease is over.
     */
    CONCURRENCY("concurrency"),
    /** Attempts that are begun, and those that go on after they waited, within any such time. */
    RATE("rate");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }

  /** Refuses what makes no sense. */
  public Limit {
    requireNonNull(kind, "kind");
    requireNonNull(per, "per");
    if (role != null && role.length() > LONGEST_ROLE) {
      throw new IllegalArgumentException(
          "a role has at most " + LONGEST_ROLE + " characters here, this one " + role.length());
    }
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("a limit is 1 to " + MOST + " but this is " + most);
    }
    if (kind == Kind.RATE && per.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a rate is per second or longer but this is per " + per);
    }
    if (kind == Kind.CONCURRENCY && !per.isZero()) {
      throw new IllegalArgumentException("a limit of concurrency is not about a time");
    }
  }

  /** At most so many steps at once, of all roles together. */
  public static Limit concurrency(int most) {
    return new Limit(null, Kind.CONCURRENCY, most, Duration.ZERO);
  }

  /** At most so many attempts in any stretch of this time, of all roles together. */
  public static Limit rate(int most, Duration per) {
    return new Limit(null, Kind.RATE, most, per);
  }

  /** The same limit for the steps of one role. */
  public Limit ofRole(String role) {
    return new Limit(requireNonNull(role, "role"), kind, most, per);
  }
}
