package dev.mplp.runtime.object;

import dev.mplp.model.ContextId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.spi.DocumentKey;
import org.jspecify.annotations.Nullable;

/**
 * The Context that an object goes with. Roles, manifests and Confirms name none; one that was
 * imported with a flow goes with the flow's Context for ever, which its document tells by an index
 * value, so that the Context is exported with it, and its log tells all that becomes of it.
 */
public final class Adoption {

  private Adoption() {}

  /** The Context that a stored object names, else was imported with; null for none. */
  public static @Nullable ContextId contextOf(
      Caller caller, ObjectType<?> type, ProtocolObject object) {
    ContextId own = type.contextOf(object);
    if (own != null) {
      return own;
    }
    DocumentKey key = new DocumentKey(caller.tenant(), type.module().wire(), object.id().value());
    return caller
        .storage()
        .get(key)
        .map(document -> document.index().get("context_id"))
        .map(ContextId::of)
        .orElse(null);
  }
}
