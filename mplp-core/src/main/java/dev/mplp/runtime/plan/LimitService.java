package dev.mplp.runtime.plan;

import dev.mplp.model.ModuleName;
import dev.mplp.plan.Budget;
import dev.mplp.plan.Limits;
import dev.mplp.runtime.budget.DefaultBudget;
import dev.mplp.runtime.event.BudgetRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of the caller's tenant. */
final class LimitService implements Limits {

  private final Caller caller;

  LimitService(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Optional<Budget> defaultBudget() {
    caller.may(ModuleName.PLAN, "read", null);
    return Optional.ofNullable(DefaultBudget.of(caller.storage(), caller.tenant()).budget());
  }

  @Override
  public void setDefaultBudget(@Nullable Budget budget) {
    caller.may(ModuleName.PLAN, "limit", null);
    caller
        .commits()
        .apply(
            "the default budget",
            () -> {
              DefaultBudget before = DefaultBudget.of(caller.storage(), caller.tenant());
              if (Objects.equals(before.budget(), budget)) {
                return new Commits.Change<>(null, true);
              }
              ChangeSet set =
                  ChangeSet.builder(caller.tenant())
                      .add(before.put(budget))
                      .add(
                          new Change.AppendLog(
                              BudgetRecords.defaultChanged(budget, caller.subject())))
                      .build();
              return new Commits.Change<>(set, true);
            });
  }
}
