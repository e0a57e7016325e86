package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an execution used so far.
 *
 * @param time how long it went on, without the time in which it was held
 * @param inputTokens tokens that models read
 * @param outputTokens tokens that models wrote
 * @param cost what it cost, in {@code currency}
 * @param currency that of the budget, else that of the first cost reported; null before
 * @param otherCosts how many costs were reported in another currency; they are in no sum
 * @param steps attempts at steps that were begun
 */
public record Consumption(
    Duration time,
    long inputTokens,
    long outputTokens,
    BigDecimal cost,
    @Nullable String currency,
    long otherCosts,
    long steps) {

  /** Refuses nulls. */
  public Consumption {
    requireNonNull(time, "time");
    requireNonNull(cost, "cost");
  }

  /** Tokens that were read and written; {@link Long#MAX_VALUE} when there are more. */
  public long tokens() {
    long sum = inputTokens + outputTokens;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
