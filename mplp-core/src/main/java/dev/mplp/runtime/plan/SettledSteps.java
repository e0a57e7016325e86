package dev.mplp.runtime.plan;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the steps of a plan ended whose execution was removed: a letter for each step of the plan, in
 * its order. The plan is over and its steps stay as they are, so that nothing can shift.
 */
final class SettledSteps {

  private static final String FAILED = "f";
  private static final String SKIPPED = "s";
  private static final String COMPLETED = "c";

  private SettledSteps() {}

  /** The change that remembers them, while the execution is still there. */
  static Change remember(Storage storage, String tenant, PlanId planId, ExecutionId executionId) {
    StringBuilder letters = new StringBuilder();
    new Executions(storage)
        .eachStep(
            tenant,
            executionId,
            step -> {
              if (step.skipReason() != SkipReason.REVISED) {
                letters.append(letter(Executions.status(step.state())));
              }
            });
    long version = version(storage, tenant, planId).orElse(0L);
    return new Change.PutDocument(
        Kinds.SETTLED,
        planId.value(),
        version,
        Wire.bytes(JsonObject.of("format", 1, "steps", letters.toString())),
        Map.of());
  }

  private static String letter(StepStatus status) {
    return switch (status) {
      case COMPLETED -> COMPLETED;
      case FAILED -> FAILED;
      default -> SKIPPED; // what had not ended when its execution was closed
    };
  }

  private static StepStatus status(char letter) {
    return switch (String.valueOf(letter)) {
      case COMPLETED -> StepStatus.COMPLETED;
      case FAILED -> StepStatus.FAILED;
      default -> StepStatus.SKIPPED;
    };
  }

  /** The plan with the statuses that are remembered; as it is when there are none. */
  static Plan show(Storage storage, String tenant, Plan plan) {
    return storage
        .get(key(tenant, plan.planId()))
        .flatMap(document -> Wire.object(document.body()).string("steps"))
        .filter(letters -> letters.length() == plan.steps().size())
        .map(letters -> with(plan, letters))
        .orElse(plan);
  }

  private static Plan with(Plan plan, String letters) {
    List<PlanStep> steps = new ArrayList<>(plan.steps().size());
    for (PlanStep step : plan.steps()) {
      steps.add(step.withStatus(status(letters.charAt(steps.size()))));
    }
    return plan.withSteps(steps);
  }

  /** The version of the document, empty when nothing is remembered. */
  static Optional<Long> version(Storage storage, String tenant, PlanId planId) {
    return storage.get(key(tenant, planId)).map(Document::version);
  }

  private static DocumentKey key(String tenant, PlanId planId) {
    return new DocumentKey(tenant, Kinds.SETTLED, planId.value());
  }
}
