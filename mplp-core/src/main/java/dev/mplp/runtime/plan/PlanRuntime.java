package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.plan.PlanLock;
import dev.mplp.plan.PlanOrigin;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
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
 * @param approval the approval without which the plan is not executed, null when it needs none
 * @param origin where it was forked from, null when it was not
 * @param lock why it is not to be changed, null when it may be
 * @param revisions whether revisions of it are proposed that may yet be applied: whoever changes it
 *     overtakes them
 */
public record PlanRuntime(
    long version,
    @Nullable ExecutionId execution,
    boolean open,
    @Nullable ConfirmId lastConfirm,
    @Nullable ApprovalRequest approval,
    @Nullable PlanOrigin origin,
    @Nullable PlanLock lock,
    boolean revisions) {

  private static final PlanRuntime NONE =
      new PlanRuntime(0, null, false, null, null, null, null, false);

  /** That of the plan, empty but valid when nothing is stored. */
  public static PlanRuntime of(Storage storage, String tenant, PlanId planId) {
    return storage
        .get(new DocumentKey(tenant, Kinds.PLAN_RUNTIME, planId.value()))
        .map(PlanRuntime::of)
        .orElse(NONE);
  }

  private static PlanRuntime of(Document document) {
    JsonObject json = Wire.object(document.body());
    JsonValue open = json.get("open");
    JsonValue approval = json.get("approval");
    JsonValue origin = json.get("origin");
    JsonValue lock = json.get("lock");
    return new PlanRuntime(
        document.version(),
        json.string("execution_id").map(ExecutionId::of).orElse(null),
        open != null && open.asBoolean(),
        json.string("last_confirm").map(ConfirmId::of).orElse(null),
        approval == null ? null : OptionsJson.request(approval.asObject()),
        origin == null ? null : OriginJson.read(origin.asObject()),
        lock == null ? null : LockJson.read(lock.asObject()),
        json.has("revisions"));
  }

  /** That of a new plan. */
  static PlanRuntime forked(PlanOrigin origin, @Nullable ApprovalRequest approval) {
    return new PlanRuntime(0, null, false, null, approval, origin, null, false);
  }

  /** A copy with another latest execution. */
  public PlanRuntime with(ExecutionId execution, boolean open) {
    return new PlanRuntime(
        version, execution, open, lastConfirm, approval, origin, lock, revisions);
  }

  /** A copy whose gate was opened by this Confirm. */
  public PlanRuntime confirmedBy(ConfirmId confirm) {
    return new PlanRuntime(version, execution, open, confirm, approval, origin, lock, revisions);
  }

  /** A copy of a plan that needs this approval. */
  PlanRuntime needing(ApprovalRequest approval) {
    return new PlanRuntime(
        version, execution, open, lastConfirm, approval, origin, lock, revisions);
  }

  /** A copy with this lock, null for none. */
  PlanRuntime locked(@Nullable PlanLock lock) {
    return new PlanRuntime(
        version, execution, open, lastConfirm, approval, origin, lock, revisions);
  }

  /** A copy for which revisions may yet be applied, or none any more. */
  PlanRuntime revised(boolean proposed) {
    return new PlanRuntime(version, execution, open, lastConfirm, approval, origin, lock, proposed);
  }

  /**
   * Refuses to go on while an execution is open.
   *
   * @throws ConflictException code {@code EXECUTION_OPEN}
   */
  void checkNotOpen(PlanId planId) {
    if (open) {
      throw new ConflictException(
          "EXECUTION_OPEN",
          "plan " + planId + " is being executed by " + execution + "; wait or cancel it");
    }
  }

  /** Stores it over the version that was read. */
  public Change put(PlanId planId) {
    JsonObject json =
        JsonObject.builder()
            .put("format", 1)
            .putIfPresent("execution_id", execution == null ? null : execution.value())
            .put("open", open)
            .putIfPresent("last_confirm", lastConfirm == null ? null : lastConfirm.value())
            .putIfPresent("approval", approval == null ? null : OptionsJson.request(approval))
            .putIfPresent("origin", origin == null ? null : OriginJson.write(origin))
            .putIfPresent("lock", lock == null ? null : LockJson.write(lock))
            .putIfPresent("revisions", revisions ? true : null)
            .build();
    return new Change.PutDocument(
        Kinds.PLAN_RUNTIME, planId.value(), version, Wire.bytes(json), Map.of());
  }

  /** Nothing is stored, but the commit conflicts when it is not as it was read. */
  Change unchanged(PlanId planId) {
    return new Change.CheckDocument(Kinds.PLAN_RUNTIME, planId.value(), version);
  }
}
