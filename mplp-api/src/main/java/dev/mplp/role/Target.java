package dev.mplp.role;

import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import org.jspecify.annotations.Nullable;

/**
 * What something would be done to.
 *
 * @param module the module of the object, in which its id is unique; null for what is no object of
 *     a module, such as an assignment, and where none is concerned
 * @param object the id of the object; null where none is concerned, as with lists and with what is
 *     to be made
 * @param contextId the Context where it would be done; null to go by the Context of the object
 */
public record Target(
    @Nullable ModuleName module, @Nullable String object, @Nullable ContextId contextId) {

  private static final Target NOTHING = new Target(null, null, null);

  /** Refuses a module without an object. */
  public Target {
    if (module != null && object == null) {
      throw new IllegalArgumentException("a target in module " + module.wire() + " needs an id");
    }
  }

  /** No object in particular: what only a role that counts everywhere allows. */
  public static Target nothing() {
    return NOTHING;
  }

  /** An object that is there. */
  public static Target of(MplpId object) {
    return new Target(object.module().orElse(null), object.value(), null);
  }

  /** Something that is made, listed or looked at in a Context. */
  public static Target in(ContextId contextId) {
    return new Target(null, null, contextId);
  }

  @Override
  public String toString() {
    String id = object == null ? "nothing in particular" : object;
    String what = module == null ? id : module.wire() + ' ' + id;
    return contextId == null ? what : what + " in context " + contextId;
  }
}
