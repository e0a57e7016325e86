package dev.mplp.runtime.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.ConflictException;
import dev.mplp.model.ModuleName;
import dev.mplp.plan.Budget;
import dev.mplp.plan.Limit;
import dev.mplp.plan.Limits;
import dev.mplp.runtime.budget.DefaultBudget;
import dev.mplp.runtime.event.BudgetRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of the caller's tenant. */
final class LimitService implements Limits {

  private static final int MOST = 500;

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

  @Override
  public List<Limit> list() {
    caller.may(ModuleName.PLAN, "read", null);
    return TenantLimits.of(caller.storage(), caller.tenant()).limits();
  }

  @Override
  public void set(Limit limit) {
    requireNonNull(limit, "limit");
    caller.may(ModuleName.PLAN, "limit", null);
    apply(
        before -> {
          if (before.limits().contains(limit)) {
            return null;
          }
          TenantLimits after = before.with(limit);
          if (after.limits().size() > MOST) {
            throw new ConflictException(
                "TOO_MANY_LIMITS",
                "a tenant has at most "
                    + MOST
                    + " limits; take others away, or limit all roles together");
          }
          return set(after, limit, true);
        });
  }

  @Override
  public void remove(Limit limit) {
    requireNonNull(limit, "limit");
    caller.may(ModuleName.PLAN, "limit", null);
    apply(
        before ->
            before.like(limit).map(found -> set(before.without(found), found, false)).orElse(null));
  }

  private interface Step {
    /** Null when there is nothing to do. */
    @Nullable ChangeSet from(TenantLimits before);
  }

  private void apply(Step step) {
    caller
        .commits()
        .apply(
            "the limits",
            () ->
                new Commits.Change<>(
                    step.from(TenantLimits.of(caller.storage(), caller.tenant())), true));
  }

  private ChangeSet set(TenantLimits after, Limit limit, boolean isSet) {
    return ChangeSet.builder(caller.tenant())
        .add(after.put())
        .add(TenantLimits.change(limit, isSet))
        .add(new Change.AppendLog(BudgetRecords.limitChanged(limit, isSet, caller.subject())))
        .build();
  }
}
