package dev.mplp.extension;

import dev.mplp.model.ContextId;
import org.jspecify.annotations.Nullable;

/**
 * Which extensions to list; all conditions that are there must hold.
 *
 * @param contextId only those of this Context; null for every Context
 * @param status only those of this status; null for every status
 * @param type only those of this type; null for every type
 * @param name only those of this name, of any version; null for every name
 * @param archived only those that are archived, or only those that are not; null for both
 */
public record ExtensionFilter(
    @Nullable ContextId contextId,
    @Nullable ExtensionStatus status,
    @Nullable ExtensionType type,
    @Nullable String name,
    @Nullable Boolean archived) {

  private static final ExtensionFilter ALL = new ExtensionFilter(null, null, null, null, false);

  /** Every extension of the tenant that is not archived. */
  public static ExtensionFilter all() {
    return ALL;
  }

  /** Only those of this Context. */
  public ExtensionFilter withContext(@Nullable ContextId contextId) {
    return new ExtensionFilter(contextId, status, type, name, archived);
  }

  /** Only those of this status. */
  public ExtensionFilter withStatus(@Nullable ExtensionStatus status) {
    return new ExtensionFilter(contextId, status, type, name, archived);
  }

  /** Only those of this type. */
  public ExtensionFilter withType(@Nullable ExtensionType type) {
    return new ExtensionFilter(contextId, status, type, name, archived);
  }

  /** Only those of this name. */
  public ExtensionFilter withName(@Nullable String name) {
    return new ExtensionFilter(contextId, status, type, name, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public ExtensionFilter withArchived(@Nullable Boolean archived) {
    return new ExtensionFilter(contextId, status, type, name, archived);
  }
}
