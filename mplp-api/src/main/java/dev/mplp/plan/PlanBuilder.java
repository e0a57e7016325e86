package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.model.ContextId;
import dev.mplp.model.Metadata;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.model.TraceBase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link Plan}; not thread-safe.
 *
 * <p>Steps may be given keys. A key is known to this builder alone: steps name each other by it, in
 * any order, and the finished plan holds random identifiers in its place. New steps are pending and
 * get their {@code order_index} by insertion.
 */
public final class PlanBuilder {

  private final Map<String, StepDraft> drafts = new LinkedHashMap<>();
  private final List<PlanStep> given = new ArrayList<>();
  private Metadata meta = Metadata.current();
  private @Nullable PlanId planId;
  private PlanStatus status = PlanStatus.DRAFT;
  private @Nullable ContextId contextId;
  private @Nullable String title;
  private @Nullable String objective;
  private @Nullable TraceBase trace;
  private @Nullable List<Event> events;

  PlanBuilder() {}

  /**
   * Adds a step that depends on nothing; its description is its key.
   *
   * @param description what is to be done, not empty
   * @param role the role whose handler does it
   * @throws IllegalArgumentException if the key is taken
   */
  public PlanBuilder step(String description, String role) {
    return step(description, step -> step.role(role));
  }

  /**
   * Adds a step and lets {@code author} say what it is.
   *
   * @param key the name by which other steps of this builder depend on it; also the description,
   *     unless the author gives another
   * @throws IllegalArgumentException if the key is taken
   */
  public PlanBuilder step(String key, Consumer<StepDraft> author) {
    author.accept(step(key));
    return this;
  }

  /**
   * Adds a step, to be described by what is called on it.
   *
   * @param key the name by which other steps of this builder depend on it; also the description,
   *     unless another is given
   * @throws IllegalArgumentException if the key is taken
   */
  public StepDraft step(String key) {
    StepDraft draft = new StepDraft(this, requireNonNull(key, "key"));
    if (drafts.putIfAbsent(key, draft) != null) {
      throw new IllegalArgumentException("there is already a step with the key \"" + key + '"');
    }
    return draft;
  }

  /** Adds a finished step, as it is. */
  public PlanBuilder step(PlanStep step) {
    given.add(requireNonNull(step, "step"));
    return this;
  }

  /** Replaces all steps added so far by these. */
  public PlanBuilder steps(List<PlanStep> steps) {
    List<PlanStep> copy = List.copyOf(steps);
    drafts.clear();
    given.clear();
    given.addAll(copy);
    return this;
  }

  /**
   * The identifier of the step with this key.
   *
   * @throws IllegalArgumentException if there is no such step yet
   */
  public StepId stepId(String key) {
    StepDraft draft = drafts.get(key);
    if (draft == null) {
      throw new IllegalArgumentException(
          "there is no step with the key \"" + key + "\"; the keys are " + drafts.keySet());
    }
    return draft.stepId();
  }

  /** Sets versions of protocol and schema, and who created and changed it when. */
  public PlanBuilder meta(Metadata meta) {
    this.meta = meta;
    return this;
  }

  /** Sets the identifier. */
  public PlanBuilder planId(PlanId planId) {
    this.planId = planId;
    return this;
  }

  /** Sets the Context it belongs to. */
  public PlanBuilder contextId(ContextId contextId) {
    this.contextId = contextId;
    return this;
  }

  /** Sets its name for people. */
  public PlanBuilder title(String title) {
    this.title = title;
    return this;
  }

  /** Sets what it is to achieve. */
  public PlanBuilder objective(String objective) {
    this.objective = objective;
    return this;
  }

  /** Sets where it stands in its life. */
  public PlanBuilder status(PlanStatus status) {
    this.status = status;
    return this;
  }

  /** Sets the span that this object was made in. */
  public PlanBuilder trace(@Nullable TraceBase trace) {
    this.trace = trace;
    return this;
  }

  /** Sets what happened to it, oldest first. */
  public PlanBuilder events(@Nullable List<Event> events) {
    this.events = events;
    return this;
  }

  /**
   * The finished plan: the finished steps first, then those written here, each in the order added.
   *
   * @throws NullPointerException if a required part is missing; the message names it
   * @throws IllegalArgumentException if there is no step, or one depends on a key that no step has
   */
  public Plan build() {
    List<PlanStep> steps = new ArrayList<>(given);
    for (StepDraft draft : drafts.values()) {
      steps.add(draft.toStep(steps.size(), this::stepId));
    }
    return new Plan(
        meta,
        planId == null ? PlanId.random() : planId,
        requireNonNull(contextId, "contextId"),
        requireNonNull(title, "title"),
        requireNonNull(objective, "objective"),
        status,
        steps,
        trace,
        events);
  }
}
