package dev.mplp.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A reference to an object of some module (definition {@code Ref} in {@code common/common-types}).
 *
 * @param id its identifier
 * @param module the module it belongs to
 * @param description what it is, for people
 */
public record ObjectRef(ObjectId id, ModuleName module, @Nullable String description) {

  /** Checks what the schema demands and copies the lists. */
  public ObjectRef {
    requireNonNull(id, "id");
    requireNonNull(module, "module");
  }

  /** A reference without a description. */
  public static ObjectRef to(ModuleName module, MplpId id) {
    return new ObjectRef(ObjectId.from(id), module, null);
  }
}
