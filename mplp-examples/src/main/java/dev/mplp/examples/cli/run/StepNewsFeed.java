package dev.mplp.examples.cli.run;

import dev.mplp.event.EventRecord;
import dev.mplp.examples.cli.run.Progress.StepNews;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the progress what the log says of the steps of some plans. */
final class StepNewsFeed {

  private static final Map<String, StepNews> NEWS =
      Map.of(
          "step.started", StepNews.STARTED,
          "step.continued", StepNews.STARTED,
          "step.parked", StepNews.PARKED,
          "step.completed", StepNews.COMPLETED,
          "step.retried", StepNews.RETRIED,
          "step.lost", StepNews.LOST,
          "step.failed", StepNews.FAILED,
          "step.cancelled", StepNews.CANCELLED);

  private final Progress progress;
  private final Map<StepId, String> descriptions = new HashMap<>();

  StepNewsFeed(Progress progress, List<Plan> plans) {
    this.progress = progress;
    for (Plan plan : plans) {
      for (PlanStep step : plan.steps()) {
        descriptions.put(step.stepId(), step.description());
      }
    }
  }

  void accept(EventRecord record) {
    StepNews news = NEWS.get(record.type());
    if (news != null
        && record.inline() != null
        && record.inline().data() instanceof JsonObject data) {
      Optional<StepId> step = data.string("step_id").map(StepId::of);
      step.ifPresent(id -> tell(id, news, data));
    }
  }

  private void tell(StepId id, StepNews news, JsonObject data) {
    @Nullable String description = descriptions.get(id);
    if (description != null) {
      progress.step(id, description, news, error(data));
    }
  }

  private static String error(JsonObject data) {
    return data.get("error") instanceof JsonObject error ? error.string("message").orElse("") : "";
  }
}
