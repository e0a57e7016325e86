package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.StepId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step while its author writes it; see {@link Plan#builder}. Its parts can be said in one breath
 * with those of the plan: {@link #step} goes on with the next step, {@link #build} ends the plan.
 * Not thread-safe.
 */
public final class StepDraft {

  private final PlanBuilder plan;
  private final StepId stepId = StepId.random();
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<StepId> ids = new LinkedHashSet<>();
  private String description;
  private @Nullable String role;

  StepDraft(PlanBuilder plan, String description) {
    this.plan = plan;
    this.description = description;
  }

  /** Says what is to be done; not empty. */
  public StepDraft description(String description) {
    this.description = requireNonNull(description, "description");
    return this;
  }

  /** Says whose handler does it: a label or the name of a Role. */
  public StepDraft role(String role) {
    this.role = requireNonNull(role, "role");
    return this;
  }

  /** Lets it wait for the steps with these keys; they may be added later. */
  public StepDraft after(String... keys) {
    this.keys.addAll(List.of(keys));
    return this;
  }

  /** Lets it wait for these steps. */
  public StepDraft after(StepId... steps) {
    ids.addAll(List.of(steps));
    return this;
  }

  /** Lets it wait for these steps of the same builder. */
  public StepDraft after(StepDraft... steps) {
    for (StepDraft step : steps) {
      if (step.plan != plan) {
        throw new IllegalArgumentException(
            "step \"" + step.description + "\" belongs to another plan's builder");
      }
      ids.add(step.stepId);
    }
    return this;
  }

  /** Adds the next step to the plan; see {@link PlanBuilder#step(String)}. */
  public StepDraft step(String description) {
    return plan.step(description);
  }

  /** Adds the next step to the plan; see {@link PlanBuilder#step(String, String)}. */
  public PlanBuilder step(String description, String role) {
    return plan.step(description, role);
  }

  /** Adds the next step to the plan; see {@link PlanBuilder#step(String, Consumer)}. */
  public PlanBuilder step(String key, Consumer<StepDraft> author) {
    return plan.step(key, author);
  }

  /** The finished plan; see {@link PlanBuilder#build}. */
  public Plan build() {
    return plan.build();
  }

  /** Its identifier, as it will be in the finished plan. */
  public StepId stepId() {
    return stepId;
  }

  PlanStep toStep(int index, Function<String, StepId> byKey) {
    Set<StepId> dependencies = new LinkedHashSet<>(ids);
    keys.forEach(key -> dependencies.add(byKey.apply(key)));
    return new PlanStep(
        stepId,
        description,
        StepStatus.PENDING,
        dependencies.isEmpty() ? null : List.copyOf(dependencies),
        role,
        (long) index);
  }
}
