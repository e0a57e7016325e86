package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.event.Records;
import dev.mplp.spi.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one place that says whether the governance of an object lets it be changed. */
public final class Locks {

  private Locks() {}

  /**
   * Refuses to change what is locked, unless the caller overrides locks.
   *
   * @param contextId its Context, null when it has none
   * @return what belongs in the commit of the change: the record of the override, if it is one
   * @throws ConflictException code {@code LOCKED}
   * @throws dev.mplp.PermissionDeniedException when the caller may not override locks
   */
  public static List<Change> check(
      Caller caller, ProtocolObject stored, @Nullable ContextId contextId) {
    if (!stored.isLocked()) {
      return List.of();
    }
    return override(caller, stored.module(), stored.id(), contextId, "is locked by its governance");
  }

  /**
   * Refuses to change an object that is locked, unless the caller overrides locks.
   *
   * @param contextId its Context, null when it has none
   * @param how says that it is locked
   * @return what belongs in the commit of the change: the record of the override
   * @throws ConflictException code {@code LOCKED}
   * @throws dev.mplp.PermissionDeniedException when the caller may not override locks
   */
  public static List<Change> override(
      Caller caller, ModuleName module, MplpId id, @Nullable ContextId contextId, String how) {
    String reason = caller.override();
    if (reason == null) {
      throw new ConflictException(
          "LOCKED",
          module.wire()
              + ' '
              + id
              + ' '
              + how
              + " and cannot be changed; who may do so all the same says why with"
              + " mplp.overridingLocks(reason)");
    }
    caller.may("governance.override", id, contextId);
    return List.of(
        new Change.AppendLog(
            Records.lockOverridden(module, id, contextId, caller.subject(), reason)),
        AdministrativeActs.put(
            AdministrativeActs.of(
                caller,
                AdministrativeAct.LOCK_OVERRIDE,
                reason,
                JsonObject.of("kind", module.wire(), "id", id.value()))));
  }
}
