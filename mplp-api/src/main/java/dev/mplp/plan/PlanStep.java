package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.StepId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link Plan}.
 *
 * @param stepId its identifier
 * @param description what is to be done, not empty
 * @param status where it stands
 * @param dependencies the steps of the same plan that must be completed before it
 * @param agentRole the role whose handler does it; a label or the name of a Role
 * @param orderIndex its place among the steps for people, from 0
 */
public record PlanStep(
    StepId stepId,
    String description,
    StepStatus status,
    @Nullable List<StepId> dependencies,
    @Nullable String agentRole,
    @Nullable Long orderIndex) {

  /** Checks what the schema demands and copies the lists. */
  public PlanStep {
    requireNonNull(stepId, "stepId");
    Require.text(description, "description");
    requireNonNull(status, "status");
    dependencies = Require.copy(dependencies);
    Require.count(orderIndex, "orderIndex");
  }

  /** A builder of a pending step with a new identifier. */
  public static Builder builder(String description) {
    return new Builder().description(description);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.stepId = stepId;
    copy.description = description;
    copy.status = status;
    copy.dependencies = dependencies;
    copy.agentRole = agentRole;
    copy.orderIndex = orderIndex;
    return copy;
  }

  /** A copy with another status. */
  public PlanStep withStatus(StepStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with other dependencies. */
  public PlanStep withDependencies(@Nullable List<StepId> dependencies) {
    return toBuilder().dependencies(dependencies).build();
  }

  /**
   * The steps that must be completed before this one; empty when {@link #dependencies} is absent.
   */
  public List<StepId> dependsOn() {
    return dependencies == null ? List.of() : dependencies;
  }

  /** Collects the parts of a {@link PlanStep}; not thread-safe. */
  public static final class Builder {

    private @Nullable StepId stepId;
    private @Nullable String description;
    private StepStatus status = StepStatus.PENDING;
    private @Nullable List<StepId> dependencies;
    private @Nullable String agentRole;
    private @Nullable Long orderIndex;

    private Builder() {}

    /** Sets its identifier. */
    public Builder stepId(StepId stepId) {
      this.stepId = stepId;
      return this;
    }

    /** Sets what is to be done, not empty. */
    public Builder description(String description) {
      this.description = description;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(StepStatus status) {
      this.status = status;
      return this;
    }

    /** Sets the steps of the same plan that must be completed before it. */
    public Builder dependencies(@Nullable List<StepId> dependencies) {
      this.dependencies = dependencies;
      return this;
    }

    /** Sets the role whose handler does it; a label or the name of a Role. */
    public Builder agentRole(@Nullable String agentRole) {
      this.agentRole = agentRole;
      return this;
    }

    /** Sets its place among the steps for people, from 0. */
    public Builder orderIndex(@Nullable Long orderIndex) {
      this.orderIndex = orderIndex;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public PlanStep build() {
      return new PlanStep(
          stepId == null ? StepId.random() : stepId,
          requireNonNull(description, "description"),
          status,
          dependencies,
          agentRole,
          orderIndex);
    }
  }
}
