package dev.mplp.runtime.budget;

import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetUnit;
import dev.mplp.plan.Consumption;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a budget has come to and did not tell of yet.
 *
 * @param after the budget that has told of them
 * @param warned limits that are nearly reached
 * @param exceeded limits that are exceeded
 */
public record Crossing(BudgetRecord after, List<BudgetUnit> warned, List<BudgetUnit> exceeded) {

  private static final List<BudgetUnit> UNITS =
      List.of(BudgetUnit.TIME, BudgetUnit.TOKENS, BudgetUnit.COST, BudgetUnit.STEPS);

  /** Copies the lists. */
  public Crossing {
    warned = List.copyOf(warned);
    exceeded = List.copyOf(exceeded);
  }

  /** What is crossed now. */
  public static Crossing of(BudgetRecord record, Instant now) {
    return of(record, now, null);
  }

  /**
   * What is crossed now that one more attempt at a step is asked for, which is too many.
   *
   * @see BudgetRecord#isOutOfSteps
   */
  public static Crossing outOfSteps(BudgetRecord record, Instant now) {
    return of(record, now, BudgetUnit.STEPS);
  }

  private static Crossing of(BudgetRecord record, Instant now, @Nullable BudgetUnit over) {
    List<BudgetUnit> warned = new ArrayList<>();
    List<BudgetUnit> exceeded = new ArrayList<>();
    for (BudgetUnit unit : UNITS) {
      boolean isOver = unit == over || isOver(record, unit, now);
      if (isOver && !record.exceeded().contains(unit)) {
        exceeded.add(unit);
      }
      if (isNear(record, unit, now) && !record.warned().contains(unit)) {
        warned.add(unit);
      }
    }
    return new Crossing(
        record.told(all(record.warned(), warned), all(record.exceeded(), exceeded)),
        warned,
        exceeded);
  }

  private static Set<BudgetUnit> all(Set<BudgetUnit> before, List<BudgetUnit> more) {
    Set<BudgetUnit> all = EnumSet.noneOf(BudgetUnit.class);
    all.addAll(before);
    all.addAll(more);
    return all;
  }

  /** Whether there is anything to tell. */
  public boolean isSomething() {
    return !warned.isEmpty() || !exceeded.isEmpty();
  }

  /** Attempts are counted before they begin, so that all that the limit allows are not too many. */
  static boolean isOver(BudgetRecord record, BudgetUnit unit, Instant now) {
    BigDecimal limit = limit(record.budget(), unit);
    if (limit == null) {
      return false;
    }
    int compared = used(record.usedAt(now), unit).compareTo(limit);
    return unit == BudgetUnit.TIME ? compared >= 0 : compared > 0;
  }

  static boolean isNear(BudgetRecord record, BudgetUnit unit, Instant now) {
    BigDecimal limit = limit(record.budget(), unit);
    return limit != null
        && used(record.usedAt(now), unit)
                .multiply(BigDecimal.valueOf(100))
                .compareTo(limit.multiply(BigDecimal.valueOf(record.budget().warnAt())))
            >= 0;
  }

  /** The limit as a number, time in milliseconds; null for none. */
  public static @Nullable BigDecimal limit(Budget budget, BudgetUnit unit) {
    return switch (unit) {
      case TIME -> millis(budget.time());
      case TOKENS -> budget.tokens() == null ? null : BigDecimal.valueOf(budget.tokens());
      case COST -> budget.cost();
      case STEPS -> budget.steps() == null ? null : BigDecimal.valueOf(budget.steps());
      case UNKNOWN -> null;
    };
  }

  /** What was used as a number, time in milliseconds. */
  public static BigDecimal used(Consumption used, BudgetUnit unit) {
    return switch (unit) {
      case TIME -> Objects.requireNonNull(millis(used.time()));
      case TOKENS -> BigDecimal.valueOf(used.tokens());
      case COST -> used.cost();
      case STEPS -> BigDecimal.valueOf(used.steps());
      case UNKNOWN -> BigDecimal.ZERO;
    };
  }

  private static @Nullable BigDecimal millis(@Nullable Duration time) {
    if (time == null) {
      return null;
    }
    BigDecimal nanos =
        BigDecimal.valueOf(time.getSeconds())
            .movePointRight(9)
            .add(BigDecimal.valueOf(time.getNano()));
    return new BigDecimal(nanos.movePointLeft(6).stripTrailingZeros().toPlainString());
  }
}
