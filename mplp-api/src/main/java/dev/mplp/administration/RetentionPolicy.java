package dev.mplp.administration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept for how long, and how gently the rest is removed. What is not mentioned stays for
 * ever.
 *
 * @param keeps the limits
 * @param batch how much is looked at between two pauses, 1 to 1000; an object goes in one commit
 *     with all that belongs to it
 * @param pause between two batches
 * @param interval between two sweeps of the runtime; of no matter to a single sweep
 */
public record RetentionPolicy(
    Map<Retained, Keep> keeps, int batch, Duration pause, Duration interval) {

  /** Copies the map; refuses limits out of range, and a log that is kept shorter than Traces. */
  public RetentionPolicy {
    keeps = Map.copyOf(keeps);
    if (batch < 1 || batch > 1000) {
      throw new IllegalArgumentException("batch must be 1 to 1000 but is " + batch);
    }
    if (pause.isNegative()) {
      throw new IllegalArgumentException("pause must not be negative but is " + pause);
    }
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("interval must be 1 ms or more but is " + interval);
    }
    Keep log = keeps.get(Retained.LOG);
    Keep traces = keeps.get(Retained.TRACES);
    if (log != null
        && log.age() != null
        && (traces == null || traces.age() == null || traces.age().compareTo(log.age()) > 0)) {
      throw new IllegalArgumentException(
          "the log is kept for "
              + log.age()
              + " and Traces, which are read from it, for longer; limit TRACES to at most that age");
    }
  }

  /** The limit of this, empty when it stays for ever. */
  public Optional<Keep> keep(Retained retained) {
    return Optional.ofNullable(keeps.get(retained));
  }

  /** A builder of a policy: batches of 100, pauses of 50 ms, a sweep each hour. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects limits; not thread-safe. */
  public static final class Builder {

    private final Map<Retained, Keep> keeps = new EnumMap<>(Retained.class);
    private int batch = 100;
    private Duration pause = Duration.ofMillis(50);
    private Duration interval = Duration.ofHours(1);

    private Builder() {}

    /** Limits something. */
    public Builder keep(Retained retained, Keep keep) {
      keeps.put(requireNonNull(retained, "retained"), requireNonNull(keep, "keep"));
      return this;
    }

    /** How much is looked at between two pauses. */
    public Builder batch(int size) {
      batch = size;
      return this;
    }

    /** How long to rest between two batches. */
    public Builder pause(Duration rest) {
      pause = requireNonNull(rest, "rest");
      return this;
    }

    /** How long a runtime rests between two sweeps. */
    public Builder interval(Duration rest) {
      interval = requireNonNull(rest, "rest");
      return this;
    }

    /** The policy. */
    public RetentionPolicy build() {
      return new RetentionPolicy(keeps, batch, pause, interval);
    }
  }
}
