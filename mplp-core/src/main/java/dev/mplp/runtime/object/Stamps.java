package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.WireTime;
import dev.mplp.runtime.store.Wire;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who created and changed an object when, in its wire form. What this writes was read by the codec:
 * it is valid, or all its violations are told.
 */
public final class Stamps {

  /** Objects that tell the times at top level too; they are equal to those in meta. */
  private static final Set<ModuleName> AT_TOP =
      Set.of(ModuleName.CONTEXT, ModuleName.ROLE, ModuleName.COLLAB);

  private Stamps() {}

  /** A new object: created now by this subject, without events. */
  public static <T extends ProtocolObject> T created(
      Class<T> type, T object, Instant now, String by) {
    JsonObject json = Wire.json(object);
    String time = WireTime.format(now);
    JsonObject meta = meta(json).with("created_at", time).with("created_by", by);
    JsonObject stamped = json.with("meta", meta);
    if (AT_TOP.contains(object.module())) {
      stamped = stamped.with("created_at", time);
    }
    return Wire.fromJson(type, stamped.without("events"));
  }

  /** A changed object: what it says of its creation is what the one before said. */
  public static <T extends ProtocolObject> T updated(
      Class<T> type, T before, JsonObject json, Instant now, String by) {
    JsonObject former = Wire.json(before);
    String time = WireTime.format(now);
    JsonObject meta = meta(json).with("updated_at", time).with("updated_by", by);
    meta = keep(meta, meta(former), "created_at");
    meta = keep(meta, meta(former), "created_by");
    JsonObject stamped = json.with("meta", meta);
    if (AT_TOP.contains(before.module())) {
      stamped = keep(stamped, former, "created_at").with("updated_at", time);
    }
    return Wire.fromJson(type, stamped.without("events"));
  }

  /**
   * Refuses an update that changes a part that only the runtime changes.
   *
   * @param how by what the part is changed
   */
  public static void unchanged(
      String object, JsonObject before, JsonObject after, String part, String how) {
    if (!Objects.equals(before.get(part), after.get(part))) {
      throw new ConflictException(
          "READ_ONLY_PART",
          part
              + " of "
              + object
              + " is "
              + before.get(part)
              + " and cannot be updated to "
              + after.get(part)
              + ": "
              + how);
    }
  }

  private static JsonObject meta(JsonObject json) {
    return Objects.requireNonNull(json.get("meta"), "meta").asObject();
  }

  private static JsonObject keep(JsonObject json, JsonObject former, String name) {
    @Nullable JsonValue value = former.get(name);
    return value == null ? json.without(name) : json.with(name, value);
  }
}
