package dev.mplp.runtime.confirm;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.Canonical;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of what is approved: SHA-256, in lower-case hex, over RFC 8785 canonical JSON.
 *
 * <p>Of an object everything counts but what its life changes by itself: {@code meta.updated_at}
 * and {@code meta.updated_by}, {@code updated_at}, {@code governance}, {@code status}, {@code
 * steps[].status}, {@code trace} and {@code events}.
 */
public final class Digest {

  private Digest() {}

  /**
   * The digest of a value.
   *
   * @throws dev.mplp.NotCanonicalException when it has a number that a double does not hold exactly
   */
  public static String of(JsonValue value) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(Canonical.bytes(value)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What of a protocol object counts. */
  public static JsonObject content(JsonObject object) {
    JsonObject.Builder kept = object.toBuilder();
    kept.remove("updated_at")
        .remove("governance")
        .remove("status")
        .remove("trace")
        .remove("events");
    JsonValue meta = object.get("meta");
    if (meta != null) {
      kept.put("meta", meta.asObject().without("updated_at").without("updated_by"));
    }
    if (object.get("steps") instanceof JsonArray steps) {
      kept.put(
          "steps",
          new JsonArray(
              steps.values().stream()
                  .<JsonValue>map(step -> step.asObject().without("status"))
                  .toList()));
    }
    return kept.build();
  }
}
