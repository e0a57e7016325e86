package dev.mplp.runtime.role;

import dev.mplp.model.ModuleName;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what something is done to is in a scope. Callers choose the ids of objects, so that one
 * of another module can have the same: an object is always told by module and id. The Context of an
 * object is looked up in the storage each time that it matters: it never changes while the object
 * is there.
 */
final class Whereabouts {

  /** Of the tenant, whatever Context an import has them listed under. */
  private static final Set<ModuleName> OF_TENANT = Set.of(ModuleName.ROLE, ModuleName.CORE);

  private static final String CREATE = ".create";

  private final Storage storage;

  Whereabouts(Storage storage) {
    this.storage = storage;
  }

  /** Whether the target of an act is in the scope. */
  boolean isWithin(String tenant, String capability, Target target, Scope scope) {
    if (scope instanceof Scope.InContext in) {
      return isIn(tenant, target, in.contextId().value());
    }
    if (scope instanceof Scope.OnObject on) {
      return on.module() != null
          && on.module() == target.module()
          && on.id().equals(target.object())
          && !capability.endsWith(CREATE);
    }
    return true;
  }

  private boolean isIn(String tenant, Target target, String contextId) {
    ModuleName module = target.module();
    if (module != null && OF_TENANT.contains(module)) {
      return false;
    }
    if (target.contextId() != null) {
      return contextId.equals(target.contextId().value());
    }
    return module != null && isIn(tenant, module, target.object(), contextId);
  }

  private boolean isIn(
      String tenant, ModuleName module, @Nullable String object, String contextId) {
    if (object == null || OF_TENANT.contains(module)) {
      return false;
    }
    if (module == ModuleName.CONTEXT) {
      return contextId.equals(object);
    }
    return storage
        .get(new DocumentKey(tenant, module.wire(), object))
        .map(document -> contextId.equals(document.index().get("context_id")))
        .orElse(false);
  }

  /** Whether a scope is the same as another one or within it. */
  boolean isWithin(String tenant, Scope inner, Scope outer) {
    if (inner instanceof Scope.OnObject on && on.module() == null) {
      return false;
    }
    return outer instanceof Scope.Everywhere
        || outer.equals(inner)
        || (outer instanceof Scope.InContext in
            && inner instanceof Scope.OnObject on
            && on.module() != null
            && isIn(tenant, on.module(), on.id(), in.contextId().value()));
  }
}
