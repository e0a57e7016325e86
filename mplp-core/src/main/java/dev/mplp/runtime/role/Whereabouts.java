package dev.mplp.runtime.role;

import dev.mplp.model.ModuleName;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether what something is done to is in a scope. The Context of an object is looked up in the
 * storage each time that it matters: it never changes while the object is there.
 */
final class Whereabouts {

  private static final String CONTEXT_ID = "context_id";

  /** Module of a capability to the kind of document that says to which Context an id belongs. */
  private static final Map<String, String> KINDS = kinds();

  private final Storage storage;

  Whereabouts(Storage storage) {
    this.storage = storage;
  }

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new HashMap<>();
    for (ModuleName module : ModuleName.values()) {
      kinds.put(module.wire(), module.wire());
    }
    kinds.remove(ModuleName.ROLE.wire()); // of the tenant, whatever an import has them listed under
    kinds.remove(ModuleName.CORE.wire());
    kinds.put("event", Kinds.TRACE);
    kinds.put("flow", Kinds.EXECUTION);
    return Map.copyOf(kinds);
  }

  /** Whether the target of an act is in the scope. */
  boolean isWithin(String tenant, String capability, Target target, Scope scope) {
    if (scope instanceof Scope.InContext in) {
      return isIn(tenant, capability, target, in.contextId().value());
    }
    if (scope instanceof Scope.OnObject on) {
      return on.id().equals(target.object());
    }
    return true;
  }

  private boolean isIn(String tenant, String capability, Target target, String contextId) {
    if (target.contextId() != null) {
      return contextId.equals(target.contextId().value());
    }
    String object = target.object();
    if (object == null) {
      return false;
    }
    if (contextId.equals(object)) {
      return true;
    }
    int dot = capability.indexOf('.');
    String kind = dot < 0 ? null : KINDS.get(capability.substring(0, dot));
    return kind != null
        && storage
            .get(new DocumentKey(tenant, kind, object))
            .map(Document::index)
            .map(index -> contextId.equals(index.get(CONTEXT_ID)))
            .orElse(false);
  }

  /** Whether a scope is the same as another one or within it. */
  boolean isWithin(String tenant, Scope inner, Scope outer) {
    if (outer instanceof Scope.Everywhere || outer.equals(inner)) {
      return true;
    }
    if (outer instanceof Scope.InContext in && inner instanceof Scope.OnObject on) {
      for (String kind : KINDS.values()) {
        if (storage
            .get(new DocumentKey(tenant, kind, on.id()))
            .map(document -> in.contextId().value().equals(document.index().get(CONTEXT_ID)))
            .orElse(false)) {
          return true;
        }
      }
    }
    return false;
  }
}
