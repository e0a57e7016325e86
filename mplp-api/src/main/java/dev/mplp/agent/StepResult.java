package dev.mplp.agent;

import static java.util.Objects.requireNonNull;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.PlanStep;
import java.time.Duration;

/** What a handler answers. */
public sealed interface StepResult {

  /**
   * The step is done.
   *
   * @param output what its dependents are given, see {@link StepCall#inputs()}
   */
  record Completed(JsonObject output) implements StepResult {
    /** Refuses null. */
    public Completed {
      requireNonNull(output, "output");
    }
  }

  /**
   * The step is done, and its plan has more steps from now on. What cannot be added fails the step,
   * for good, and nothing of it is added.
   *
   * @param output what its dependents are given
   * @param added the steps, and who waits for them
   */
  record CompletedAdding(JsonObject output, Growth added) implements StepResult {
    /** Refuses nulls. */
    public CompletedAdding {
      requireNonNull(output, "output");
      requireNonNull(added, "added");
    }
  }

  /** The attempt failed. */
  record Failed(StepError error) implements StepResult {
    /** Refuses null. */
    public Failed {
      requireNonNull(error, "error");
    }
  }

  /**
   * Not yet: the handler is called again after {@code delay}, possibly elsewhere; until then the
   * step costs neither thread nor lease.
   *
   * @param delay more than zero
   * @param memory what the next call finds in {@link StepCall#memory()}
   */
  record Delayed(Duration delay, JsonObject memory) implements StepResult {
    /** Refuses nulls and delays that are none. */
    public Delayed {
      requireNonNull(memory, "memory");
      if (delay.isZero() || delay.isNegative()) {
        throw new IllegalArgumentException("delay must be more than zero but is " + delay);
      }
    }
  }

  /**
   * Somebody has to decide first: the step parks, and the handler is called again when they have.
   * It then finds the answer with {@link StepCall#decision}.
   *
   * @param question the handler's name for it, unique within the step; what was asked under the
   *     same name with the same content is not asked again
   * @param request who is asked, and what they are shown
   * @param memory what the next call finds in {@link StepCall#memory()}
   */
  record Asked(String question, ApprovalRequest request, JsonObject memory) implements StepResult {
    /** Refuses nulls. */
    public Asked {
      requireNonNull(question, "question");
      requireNonNull(request, "request");
      requireNonNull(memory, "memory");
    }
  }

  /** Done, with nothing to hand on. */
  static StepResult completed() {
    return completed(JsonObject.empty());
  }

  /** Done, with an output. */
  static StepResult completed(JsonObject output) {
    return new Completed(output);
  }

  /** Done, and the plan has these steps in addition. */
  static StepResult completedAdding(PlanStep... steps) {
    return completedAdding(JsonObject.empty(), Growth.of(steps));
  }

  /** Done, with an output, and the plan has more steps. */
  static StepResult completedAdding(JsonObject output, Growth added) {
    return new CompletedAdding(output, added);
  }

  /** Failed. */
  static StepResult failed(StepError error) {
    return new Failed(error);
  }

  /** Not yet; call again after {@code delay}. */
  static StepResult delayed(Duration delay) {
    return new Delayed(delay, JsonObject.empty());
  }

  /** Not yet; call again after {@code delay} and remember. */
  static StepResult delayed(Duration delay, JsonObject memory) {
    return new Delayed(delay, memory);
  }

  /** Somebody has to decide first. */
  static StepResult ask(String question, ApprovalRequest request) {
    return new Asked(question, request, JsonObject.empty());
  }

  /** Somebody has to decide first; remember meanwhile. */
  static StepResult ask(String question, ApprovalRequest request, JsonObject memory) {
    return new Asked(question, request, memory);
  }
}
