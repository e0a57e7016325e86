package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * How an execution stands with its budget.
 *
 * @param budget what it may use
 * @param used what it used
 * @param warned limits that are nearly reached, see {@link Budget#warnAt()}
 * @param exceeded limits that were exceeded; nothing is begun while there are any
 */
public record BudgetStatus(
    Budget budget, Consumption used, Set<BudgetUnit> warned, Set<BudgetUnit> exceeded) {

  /** Copies the sets. */
  public BudgetStatus {
    requireNonNull(budget, "budget");
    requireNonNull(used, "used");
    warned = Set.copyOf(warned);
    exceeded = Set.copyOf(exceeded);
  }

  /** Whether any limit was exceeded. */
  public boolean isExceeded() {
    return !exceeded.isEmpty();
  }
}
