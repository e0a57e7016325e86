package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.StepId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A step while its author writes it; see {@link Plan#builder}. Not thread-safe. */
public final class StepDraft {

  private final StepId stepId = StepId.random();
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<StepId> ids = new LinkedHashSet<>();
  private String description;
  private @Nullable String role;

  StepDraft(String description) {
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

  StepId stepId() {
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
