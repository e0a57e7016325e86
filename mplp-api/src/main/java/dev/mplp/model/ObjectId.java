package dev.mplp.model;

import java.util.UUID;

/**
 * Identifies an object whose module the data tells, such as the target of a Confirm.
 *
 * @param uuid a random (version 4) UUID
 */
public record ObjectId(UUID uuid) implements MplpId {

  /**
   * Refuses what is no version 4 UUID.
   *
   * @throws IllegalArgumentException if the version or the variant differs
   */
  public ObjectId {
    V4.check(uuid, "ObjectId");
  }

  /**
   * The identifier with this text.
   *
   * @throws IllegalArgumentException if the text is not lower-case, canonical and of version 4
   */
  public static ObjectId of(String text) {
    return new ObjectId(V4.parse(text, "ObjectId"));
  }

  /** A new identifier, from a strong random source. */
  public static ObjectId random() {
    return new ObjectId(UUID.randomUUID());
  }

  /** The same identifier without its kind. */
  public static ObjectId from(MplpId id) {
    return id instanceof ObjectId object ? object : new ObjectId(id.uuid());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
