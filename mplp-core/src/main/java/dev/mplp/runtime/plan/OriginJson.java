package dev.mplp.runtime.plan;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.PlanOrigin;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** {@link PlanOrigin} as a member of records. */
final class OriginJson {

  private OriginJson() {}

  static JsonObject write(PlanOrigin origin) {
    return JsonObject.builder()
        .put("plan_id", origin.planId().value())
        .putIfPresent(
            "execution_id", origin.executionId() == null ? null : origin.executionId().value())
        .put("from", origin.from().stream().map(StepId::value).sorted().toList())
        .put("carried", origin.carried())
        .build();
  }

  static PlanOrigin read(JsonObject json) {
    Set<StepId> from = new LinkedHashSet<>();
    for (JsonValue step : member(json, "from").asArray().values()) {
      from.add(StepId.of(step.asString()));
    }
    return new PlanOrigin(
        PlanId.of(member(json, "plan_id").asString()),
        json.string("execution_id").map(ExecutionId::of).orElse(null),
        from,
        member(json, "carried").asInt());
  }

  private static JsonValue member(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }
}
