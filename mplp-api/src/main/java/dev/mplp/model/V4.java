package dev.mplp.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** What every typed identifier checks. */
final class V4 {

  private V4() {}

  static void check(UUID uuid, String kind) {
    requireNonNull(uuid, "uuid");
    if (!WireFormat.isModuleId(uuid)) {
      throw new IllegalArgumentException(
          kind + " must be a random (version 4) UUID, but is " + uuid);
    }
  }

  static UUID parse(String text, String kind) {
    requireNonNull(text, "text");
    UUID uuid = WireFormat.parseModuleId(text);
    if (uuid == null) {
      throw new IllegalArgumentException(
          kind + " must match " + WireFormat.MODULE_ID_PATTERN + ", but is \"" + text + '"');
    }
    return uuid;
  }
}
