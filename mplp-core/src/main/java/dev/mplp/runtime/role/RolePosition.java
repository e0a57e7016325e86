package dev.mplp.runtime.role;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Map;
import java.util.Objects;

/**
 * Up to where the roles and assignments of a tenant are known: each change of them counts it up by
 * one in its own commit, over the position that was read before. So whatever is read between two
 * reads of the same position is of one state, and changes happen one after another.
 *
 * @param version how many changes there were
 * @param definitions at which of them a role, an inheritance or an exclusion was changed last
 */
record RolePosition(long version, long definitions) {

  private static final String ID = "position";
  private static final String DEFINITIONS = "definitions";

  /** As it is now. */
  static RolePosition read(Storage storage, String tenant) {
    return storage
        .get(new DocumentKey(tenant, Kinds.ROLE_POSITION, ID))
        .map(RolePosition::of)
        .orElse(new RolePosition(0, 0));
  }

  private static RolePosition of(Document document) {
    JsonValue definitions = Wire.object(document.body()).get(DEFINITIONS);
    return new RolePosition(
        document.version(), Objects.requireNonNull(definitions, DEFINITIONS).asLong());
  }

  /**
   * The next one.
   *
   * @param defines whether a role, an inheritance or an exclusion is changed
   */
  RolePosition next(boolean defines) {
    return new RolePosition(version + 1, defines ? version + 1 : definitions);
  }

  /** Stores this one, which conflicts unless it follows on the one that is stored. */
  Change put() {
    return new Change.PutDocument(
        Kinds.ROLE_POSITION,
        ID,
        version - 1,
        Wire.bytes(JsonObject.of(DEFINITIONS, definitions)),
        Map.of());
  }

  /** Stores nothing, but conflicts unless this one is stored at commit. */
  Change unchanged() {
    return new Change.CheckDocument(Kinds.ROLE_POSITION, ID, version);
  }
}
