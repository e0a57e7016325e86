package dev.mplp.role;

import dev.mplp.model.ContextId;
import dev.mplp.model.MplpId;
import org.jspecify.annotations.Nullable;

/**
 * What something would be done to.
 *
 * @param object the id of the object; null where none is concerned, as with lists
 * @param contextId the Context where it would be done, for what is to be made; null to go by the
 *     Context of the object
 */
public record Target(@Nullable String object, @Nullable ContextId contextId) {

  private static final Target NOTHING = new Target(null, null);

  /** No object in particular: what only a role that counts everywhere allows. */
  public static Target nothing() {
    return NOTHING;
  }

  /** An object that is there. */
  public static Target of(MplpId object) {
    return new Target(object.value(), null);
  }

  /** Something that is made, listed or looked at in a Context. */
  public static Target in(ContextId contextId) {
    return new Target(null, contextId);
  }

  @Override
  public String toString() {
    String what = object == null ? "nothing in particular" : object;
    return contextId == null ? what : what + " in context " + contextId;
  }
}
