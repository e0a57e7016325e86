package dev.mplp.collab;

import dev.mplp.model.ContextId;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions to list; all conditions that are there must hold.
 *
 * @param contextId only those of this Context; null for every Context
 * @param status only those of this status; null for every status
 * @param mode only those of this mode; null for every mode
 * @param archived only those that are archived, or only those that are not; null for both
 */
public record CollabFilter(
    @Nullable ContextId contextId,
    @Nullable CollabStatus status,
    @Nullable CollabMode mode,
    @Nullable Boolean archived) {

  private static final CollabFilter ALL = new CollabFilter(null, null, null, false);

  /** Every session of the tenant that is not archived. */
  public static CollabFilter all() {
    return ALL;
  }

  /** Only those of this Context. */
  public CollabFilter withContext(@Nullable ContextId contextId) {
    return new CollabFilter(contextId, status, mode, archived);
  }

  /** Only those of this status. */
  public CollabFilter withStatus(@Nullable CollabStatus status) {
    return new CollabFilter(contextId, status, mode, archived);
  }

  /** Only those of this mode. */
  public CollabFilter withMode(@Nullable CollabMode mode) {
    return new CollabFilter(contextId, status, mode, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public CollabFilter withArchived(@Nullable Boolean archived) {
    return new CollabFilter(contextId, status, mode, archived);
  }
}
