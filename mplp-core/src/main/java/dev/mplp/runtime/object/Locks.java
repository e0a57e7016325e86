package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
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
    String reason = caller.override();
    if (reason == null) {
      throw new ConflictException(
          "LOCKED",
          stored.module().wire()
              + ' '
              + stored.id()
              + " is locked by its governance and cannot be changed; who may do so all the same"
              + " says why with mplp.overridingLocks(reason)");
    }
    caller.may("governance.override", stored.id(), contextId);
    return List.of(
        new Change.AppendLog(Records.lockOverridden(stored, contextId, caller.subject(), reason)),
        AdministrativeActs.put(
            AdministrativeActs.of(
                caller,
                AdministrativeAct.LOCK_OVERRIDE,
                reason,
                JsonObject.of("kind", stored.module().wire(), "id", stored.id().value()))));
  }
}
