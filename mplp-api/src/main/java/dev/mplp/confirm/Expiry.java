package dev.mplp.confirm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What happens when a stage is not decided in time. Whatever it is, it ends with a rejection: time
 * alone never approves anything.
 */
public sealed interface Expiry {

  /** The longest time that can be given. */
  Duration LONGEST = Duration.ofDays(3650);

  /** The most levels of an escalation, and the most extensions. */
  int MOST = 20;

  /** How long a stage may take, from its beginning. */
  Duration after();

  /**
   * It is rejected, and that is final.
   *
   * @param after how long a stage may take
   */
  record Reject(Duration after) implements Expiry {
    /** Refuses a time that is not positive. */
    public Reject {
      check(after);
    }
  }

  /**
   * It may take longer, so many times; then it is rejected.
   *
   * @param after how long a stage may take at first
   * @param by how much longer each time
   * @param times how often, 1 to {@value Expiry#MOST}
   */
  record Extend(Duration after, Duration by, int times) implements Expiry {
    /** Refuses times that are not positive. */
    public Extend {
      check(after);
      check(by);
      if (times < 1 || times > MOST) {
        throw new IllegalArgumentException("times must be 1 to " + MOST + " but is " + times);
      }
    }
  }

  /**
   * Others decide in place of those of the stage, one level after the other; then it is rejected.
   * Decisions of those who were asked before no longer count.
   *
   * @param after how long a stage may take at first
   * @param chain 1 to {@value Expiry#MOST} levels
   */
  record Escalate(Duration after, List<Level> chain) implements Expiry {
    /** Copies the list; refuses an empty one. */
    public Escalate {
      check(after);
      chain = List.copyOf(chain);
      if (chain.isEmpty() || chain.size() > MOST) {
        throw new IllegalArgumentException(
            "an escalation has 1 to " + MOST + " levels, but this one has " + chain.size());
      }
    }
  }

  /**
   * One level of an escalation.
   *
   * @param stage who decides in place of those before
   * @param after how long they may take
   */
  record Level(ApprovalStage stage, Duration after) {
    /** Refuses a time that is not positive. */
    public Level {
      requireNonNull(stage, "stage");
      check(after);
    }
  }

  /** Rejects what is not decided in this time. */
  static Expiry rejectAfter(Duration after) {
    return new Reject(after);
  }

  /** Extends the time, so many times. */
  static Expiry extendAfter(Duration after, Duration by, int times) {
    return new Extend(after, by, times);
  }

  /** Asks these, one after the other; each may take as long as those of the stage. */
  static Expiry escalateAfter(Duration after, Approver... chain) {
    return new Escalate(
        after, Arrays.stream(chain).map(a -> new Level(ApprovalStage.anyOf(1, a), after)).toList());
  }

  private static void check(Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a time must be positive and at most " + LONGEST + " but is " + time);
    }
  }
}
