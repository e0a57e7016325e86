package dev.mplp.runtime.plan;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a plan beside its wire form.
 *
 * @param version of the document, 0 when there is none yet
 * @param execution the latest execution, null when there was none
 * @param open whether it has not ended: a second one cannot be started
 * @param lastConfirm the Confirm that last opened the plan's gate
 */
public record PlanRuntime(
    long version, @Nullable ExecutionId execution, boolean open, @Nullable ConfirmId lastConfirm) {

  /** That of the plan, empty but valid when nothing is stored. */
  public static PlanRuntime of(Storage storage, String tenant, PlanId planId) {
    return storage
        .get(new DocumentKey(tenant, Kinds.PLAN_RUNTIME, planId.value()))
        .map(
            document -> {
              JsonObject json = Wire.object(document.body());
              JsonValue open = json.get("open");
              return new PlanRuntime(
                  document.version(),
                  json.string("execution_id").map(ExecutionId::of).orElse(null),
                  open != null && open.asBoolean(),
                  json.string("last_confirm").map(ConfirmId::of).orElse(null));
            })
        .orElse(new PlanRuntime(0, null, false, null));
  }

  /** A copy with another latest execution. */
  public PlanRuntime with(ExecutionId execution, boolean open) {
    return new PlanRuntime(version, execution, open, lastConfirm);
  }

  /** A copy whose gate was opened by this Confirm. */
  public PlanRuntime confirmedBy(ConfirmId confirm) {
    return new PlanRuntime(version, execution, open, confirm);
  }

  /** Stores it over the version that was read. */
  public Change put(PlanId planId) {
    JsonObject json =
        JsonObject.builder()
            .put("format", 1)
            .putIfPresent("execution_id", execution == null ? null : execution.value())
            .put("open", open)
            .putIfPresent("last_confirm", lastConfirm == null ? null : lastConfirm.value())
            .build();
    return new Change.PutDocument(
        Kinds.PLAN_RUNTIME, planId.value(), version, Wire.bytes(json), Map.of());
  }
}
