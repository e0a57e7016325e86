package dev.mplp.event;

import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Which records of the log to watch. A record passes when it meets every condition that is there.
 *
 * @param contextId only those of this Context; null for all of the tenant. With it a watch reads
 *     the records of that Context alone
 * @param module only those about objects of this module; null for all
 * @param object only those about this object; null for all
 */
public record EventFilter(
    @Nullable ContextId contextId, @Nullable ModuleName module, @Nullable ObjectId object) {

  private static final EventFilter ALL = new EventFilter(null, null, null);

  /** Everything of the tenant. */
  public static EventFilter all() {
    return ALL;
  }

  /** Everything in a Context. */
  public static EventFilter in(ContextId contextId) {
    return new EventFilter(contextId, null, null);
  }

  /** What happens to one object. */
  public static EventFilter of(ModuleName module, MplpId id) {
    return new EventFilter(null, module, ObjectId.from(id));
  }

  /** Only what is in this Context. */
  public EventFilter withContext(@Nullable ContextId contextId) {
    return new EventFilter(contextId, module, object);
  }

  /** Only what is about objects of this module. */
  public EventFilter withModule(@Nullable ModuleName module) {
    return new EventFilter(contextId, module, object);
  }

  /** Whether a record passes, its Context aside. */
  public boolean passes(EventRecord event) {
    if (module == null && object == null) {
      return true;
    }
    return event.subject() != null
        && (module == null || module == event.subject().module())
        && (object == null || object.equals(event.subject().id()));
  }
}
