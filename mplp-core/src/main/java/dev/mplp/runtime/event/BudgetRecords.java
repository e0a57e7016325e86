package dev.mplp.runtime.event;

import dev.mplp.model.JsonObject;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetUnit;
import dev.mplp.plan.Consumption;
import dev.mplp.plan.Limit;
import dev.mplp.runtime.budget.BudgetJson;
import dev.mplp.runtime.budget.Crossing;
import dev.mplp.spi.LogEntry;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What records of budgets and limits hold. Limits and what was used are numbers, time in
 * milliseconds.
 */
public final class BudgetRecords {

  private BudgetRecords() {}

  /** A limit is nearly reached. */
  public static LogEntry warning(RunRef run, BudgetUnit unit, Budget budget, Consumption used) {
    return Entries.ofRun(
        RecordTypes.BUDGET_WARNING, run, body(run, unit, budget, used).put("at", budget.warnAt()));
  }

  /** A limit was exceeded. */
  public static LogEntry exceeded(RunRef run, BudgetUnit unit, Budget budget, Consumption used) {
    return Entries.ofRun(
        RecordTypes.BUDGET_EXCEEDED,
        run,
        body(run, unit, budget, used)
            .put("then", budget.whenExceeded().name().toLowerCase(Locale.ROOT)));
  }

  /**
   * An execution has another budget.
   *
   * @param by the subject of the caller
   */
  public static LogEntry changed(RunRef run, Budget before, Budget after, String by) {
    return Entries.ofRun(
        RecordTypes.BUDGET_CHANGED,
        run,
        Bodies.builder()
            .put("plan_id", run.planId().value())
            .put("before", BudgetJson.write(before))
            .put("budget", BudgetJson.write(after))
            .put("by", Bodies.clean(by)));
  }

  /**
   * Executions that bring no budget have another one from now on.
   *
   * @param budget null for none
   * @param by the subject of the caller
   */
  public static LogEntry defaultChanged(@Nullable Budget budget, String by) {
    JsonObject.Builder body =
        Bodies.builder()
            .putIfPresent("budget", budget == null ? null : BudgetJson.write(budget))
            .put("by", Bodies.clean(by));
    return LogEntry.of(RecordTypes.DEFAULT_BUDGET_CHANGED, null, Bodies.bytes(body.build()));
  }

  /**
   * How many steps are done has another limit.
   *
   * @param isSet false when it was taken away
   * @param by the subject of the caller
   */
  public static LogEntry limitChanged(Limit limit, boolean isSet, String by) {
    String role = limit.role();
    JsonObject.Builder body =
        Bodies.builder()
            .putIfPresent("role", role == null ? null : Bodies.clean(role))
            .put("kind", limit.kind().wire())
            .put("most", isSet ? limit.most() : 0)
            .put("per_ms", limit.per().toMillis())
            .put("by", Bodies.clean(by));
    return LogEntry.of(RecordTypes.LIMIT_CHANGED, null, Bodies.bytes(body.build()));
  }

  private static JsonObject.Builder body(
      RunRef run, BudgetUnit unit, Budget budget, Consumption used) {
    return Bodies.builder()
        .put("plan_id", run.planId().value())
        .put("unit", unit.wire())
        .put("limit", Objects.requireNonNull(Crossing.limit(budget, unit)))
        .put("used", Crossing.used(used, unit))
        .putIfPresent("currency", unit == BudgetUnit.COST ? budget.currency() : null);
  }
}
