package dev.mplp.postgres;

import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import org.jspecify.annotations.Nullable;

/** The numbers by which states, phases and reasons are stored; they never change. */
final class Codes {

  private Codes() {}

  static int of(StepState state) {
    return switch (state) {
      case WAITING -> 0;
      case HELD -> 1;
      case CLAIMABLE -> 2;
      case DELAYED -> 3;
      case PARKED -> 4;
      case RUNNING -> 5;
      case COMPLETED -> 6;
      case FAILED -> 7;
      case SKIPPED -> 8;
    };
  }

  static int of(Phase phase) {
    return switch (phase) {
      case OPEN -> 0;
      case HELD -> 1;
      case STOPPING -> 2;
      case CLOSED -> 3;
    };
  }

  static int of(SkipReason reason) {
    return switch (reason) {
      case UPSTREAM -> 0;
      case CANCELLED -> 1;
      case REVISED -> 2;
    };
  }

  static @Nullable Integer ofNullable(@Nullable SkipReason reason) {
    return reason == null ? null : of(reason);
  }

  static StepState state(int code) {
    for (StepState state : StepState.values()) {
      if (of(state) == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state of a step has the number " + code);
  }

  static Phase phase(int code) {
    for (Phase phase : Phase.values()) {
      if (of(phase) == code) {
        return phase;
      }
    }
    throw new IllegalArgumentException("no phase has the number " + code);
  }

  static @Nullable SkipReason reason(@Nullable Integer code) {
    if (code == null) {
      return null;
    }
    for (SkipReason reason : SkipReason.values()) {
      if (of(reason) == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no reason has the number " + code);
  }
}
