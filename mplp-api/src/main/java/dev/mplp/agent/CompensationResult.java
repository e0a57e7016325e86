package dev.mplp.agent;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import java.time.Duration;

/** What a compensator answers. */
public sealed interface CompensationResult {

  /**
   * The step is undone.
   *
   * @param output for the record, such as the number of a refund
   */
  record Compensated(JsonObject output) implements CompensationResult {
    /** Refuses null. */
    public Compensated {
      requireNonNull(output, "output");
    }
  }

  /** The attempt failed. */
  record Failed(StepError error) implements CompensationResult {
    /** Refuses null. */
    public Failed {
      requireNonNull(error, "error");
    }
  }

  /**
   * Not yet: the compensator is called again after {@code delay}, possibly elsewhere; until then
   * that costs neither thread nor lease.
   *
   * @param delay more than zero
   * @param memory what the next call finds in {@link Call#memory()}
   */
  record Delayed(Duration delay, JsonObject memory) implements CompensationResult {
    /** Refuses nulls and delays that are none. */
    public Delayed {
      requireNonNull(memory, "memory");
      if (delay.isZero() || delay.isNegative()) {
        throw new IllegalArgumentException("delay must be more than zero but is " + delay);
      }
    }
  }

  /** Undone, with nothing to tell. */
  static CompensationResult compensated() {
    return compensated(JsonObject.empty());
  }

  /** Undone, with something for the record. */
  static CompensationResult compensated(JsonObject output) {
    return new Compensated(output);
  }

  /** Failed. */
  static CompensationResult failed(StepError error) {
    return new Failed(error);
  }

  /** Not yet; call again after {@code delay}. */
  static CompensationResult delayed(Duration delay) {
    return delayed(delay, JsonObject.empty());
  }

  /** Not yet; call again after {@code delay} and remember. */
  static CompensationResult delayed(Duration delay, JsonObject memory) {
    return new Delayed(delay, memory);
  }
}
