package dev.mplp.confirm;

import dev.mplp.model.ContextId;
import dev.mplp.model.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Which Confirms to list; all conditions that are there must hold.
 *
 * @param contextId only those of this Context; null for every Context
 * @param status only those of this status; null for every status
 * @param targetId only those about this object, such as a plan; null for every object
 * @param archived only those that are archived, or only those that are not; null for both
 */
public record ConfirmFilter(
    @Nullable ContextId contextId,
    @Nullable ConfirmStatus status,
    @Nullable ObjectId targetId,
    @Nullable Boolean archived) {

  private static final ConfirmFilter ALL = new ConfirmFilter(null, null, null, false);

  /** Every Confirm of the tenant that is not archived. */
  public static ConfirmFilter all() {
    return ALL;
  }

  /** Only those of this Context. */
  public ConfirmFilter withContext(@Nullable ContextId contextId) {
    return new ConfirmFilter(contextId, status, targetId, archived);
  }

  /** Only those of this status. */
  public ConfirmFilter withStatus(@Nullable ConfirmStatus status) {
    return new ConfirmFilter(contextId, status, targetId, archived);
  }

  /** Only those about this object. */
  public ConfirmFilter withTarget(@Nullable ObjectId targetId) {
    return new ConfirmFilter(contextId, status, targetId, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public ConfirmFilter withArchived(@Nullable Boolean archived) {
    return new ConfirmFilter(contextId, status, targetId, archived);
  }
}
