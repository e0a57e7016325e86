package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much an execution may use, over all its runs; immutable.
 *
 * <p>Used is what handlers report by {@link dev.mplp.trace.Segment#tokens} and {@link
 * dev.mplp.trace.Segment#cost}, attempts at steps, and time. It is kept durably and counted once:
 * an attempt when it is begun (one that goes on after it waited is not begun again), tokens and
 * costs when the segment is closed, the rest when the handler is back. What an attempt used counts
 * whatever becomes of it. An attempt that is lost with its process keeps what it reported until
 * then.
 *
 * <p>At {@link #warnAt} percent of a limit {@code budget_warning} is recorded, once; beyond the
 * limit {@code budget_exceeded}, and the execution is dealt with as {@link #whenExceeded} says. No
 * attempt is begun any more, but what runs at that moment may use more than the limit.
 *
 * @param time how long the execution may go on, without the time in which it is held; null for no
 *     limit. Unlike {@link ExecutionOptions#deadline()}, which is for one run
 * @param tokens so many tokens, read and written ones together; null for no limit
 * @param cost so much, in {@code currency}; null for no limit
 * @param currency of {@code cost}, such as {@code EUR}; null exactly when there is no {@code cost}
 * @param steps so many attempts at steps; null for no limit
 * @param warnAt percent of a limit, 1 to 100
 * @param whenExceeded what becomes of the execution
 */
public record Budget(
    @Nullable Duration time,
    @Nullable Long tokens,
    @Nullable BigDecimal cost,
    @Nullable String currency,
    @Nullable Long steps,
    int warnAt,
    OverBudget whenExceeded) {

  private static final int LONGEST_CURRENCY = 20;

  /**
   * Counts what is used and limits nothing; warns at 80 percent and pauses, once limits are set.
   */
  public static final Budget COUNTED =
      new Budget(null, null, null, null, null, 80, OverBudget.PAUSE);

  /** Refuses what makes no sense. */
  public Budget {
    requireNonNull(whenExceeded, "whenExceeded");
    if (time != null && (time.isNegative() || time.isZero())) {
      throw new IllegalArgumentException("time must be more than zero but is " + time);
    }
    positive(tokens, "tokens");
    positive(steps, "steps");
    if (cost != null && cost.signum() <= 0) {
      throw new IllegalArgumentException("cost must be more than zero but is " + cost);
    }
    if ((cost == null) != (currency == null)) {
      throw new IllegalArgumentException("cost and currency go together");
    }
    if (currency != null && (currency.isBlank() || currency.length() > LONGEST_CURRENCY)) {
      throw new IllegalArgumentException(
          "currency must have 1 to " + LONGEST_CURRENCY + " characters");
    }
    if (warnAt < 1 || warnAt > 100) {
      throw new IllegalArgumentException("warnAt must be 1 to 100 percent but is " + warnAt);
    }
  }

  private static void positive(@Nullable Long limit, String name) {
    if (limit != null && limit <= 0) {
      throw new IllegalArgumentException(name + " must be more than zero but is " + limit);
    }
  }

  /** A copy with this limit of time. */
  public Budget withTime(@Nullable Duration time) {
    return new Budget(time, tokens, cost, currency, steps, warnAt, whenExceeded);
  }

  /** A copy with this limit of tokens. */
  public Budget withTokens(@Nullable Long tokens) {
    return new Budget(time, tokens, cost, currency, steps, warnAt, whenExceeded);
  }

  /** A copy with this limit of cost. */
  public Budget withCost(BigDecimal cost, String currency) {
    return new Budget(time, tokens, cost, currency, steps, warnAt, whenExceeded);
  }

  /** A copy without a limit of cost. */
  public Budget withoutCost() {
    return new Budget(time, tokens, null, null, steps, warnAt, whenExceeded);
  }

  /** A copy with this limit of attempts at steps. */
  public Budget withSteps(@Nullable Long steps) {
    return new Budget(time, tokens, cost, currency, steps, warnAt, whenExceeded);
  }

  /** A copy that warns at this share of a limit, in percent. */
  public Budget warningAt(int percent) {
    return new Budget(time, tokens, cost, currency, steps, percent, whenExceeded);
  }

  /** A copy with which this becomes of an execution that exceeds it. */
  public Budget whenExceeded(OverBudget then) {
    return new Budget(time, tokens, cost, currency, steps, warnAt, then);
  }
}
