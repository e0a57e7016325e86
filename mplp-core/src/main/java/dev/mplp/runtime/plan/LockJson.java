package dev.mplp.runtime.plan;

import dev.mplp.model.JsonObject;
import dev.mplp.plan.PlanLock;
import dev.mplp.runtime.store.Times;
import java.util.Objects;

/** {@link PlanLock} as a member of a plan's runtime record. */
final class LockJson {

  private LockJson() {}

  static JsonObject write(PlanLock lock) {
    return JsonObject.of("by", lock.by(), "reason", lock.reason(), "at", lock.at().toString());
  }

  static PlanLock read(JsonObject json) {
    return new PlanLock(
        json.string("by").orElse(""),
        json.string("reason").orElse(""),
        Objects.requireNonNull(Times.instant(json, "at"), "at"));
  }
}
