package dev.mplp.runtime.budget;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetUnit;
import dev.mplp.plan.OverBudget;
import dev.mplp.runtime.store.Times;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Budget} as a member of runtime records and log records. */
public final class BudgetJson {

  private BudgetJson() {}

  /** As JSON. */
  public static JsonObject write(Budget budget) {
    BigDecimal cost = budget.cost();
    return JsonObject.builder()
        .putIfPresent("time", Times.text(budget.time()))
        .putIfPresent("tokens", budget.tokens())
        .putIfPresent("cost", cost == null ? null : cost.toPlainString())
        .putIfPresent("currency", budget.currency())
        .putIfPresent("steps", budget.steps())
        .put("warn_at", budget.warnAt())
        .put("when_exceeded", budget.whenExceeded().name())
        .build();
  }

  /** What {@link #write} wrote; a policy of a later version pauses, which can be undone. */
  public static Budget read(JsonObject json) {
    return new Budget(
        Times.duration(json, "time"),
        number(json, "tokens"),
        json.string("cost").map(BigDecimal::new).orElse(null),
        json.string("currency").orElse(null),
        number(json, "steps"),
        Objects.requireNonNull(json.get("warn_at"), "warn_at").asInt(),
        policy(json.string("when_exceeded").orElse("")));
  }

  private static OverBudget policy(String name) {
    for (OverBudget policy : OverBudget.values()) {
      if (policy.name().equals(name)) {
        return policy;
      }
    }
    return OverBudget.PAUSE;
  }

  private static @Nullable Long number(JsonObject json, String name) {
    JsonValue value = json.get(name);
    return value == null ? null : value.asLong();
  }

  static Set<BudgetUnit> units(JsonObject json, String name) {
    Set<BudgetUnit> units = EnumSet.noneOf(BudgetUnit.class);
    Objects.requireNonNull(json.get(name), name)
        .asArray()
        .values()
        .forEach(unit -> units.add(BudgetUnit.of(unit.asString())));
    units.remove(BudgetUnit.UNKNOWN);
    return units;
  }
}
