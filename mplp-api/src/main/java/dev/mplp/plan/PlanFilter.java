package dev.mplp.plan;

import dev.mplp.model.ContextId;
import org.jspecify.annotations.Nullable;

/**
 * Which plans to list.
 *
 * @param contextId only those of this Context; null for every Context of the tenant
 * @param status only those of this status; null for every status
 * @param archived only those that are archived, or only those that are not; null for both
 */
public record PlanFilter(
    @Nullable ContextId contextId, @Nullable PlanStatus status, @Nullable Boolean archived) {

  private static final PlanFilter PRESENT = new PlanFilter(null, null, false);

  /** Every plan of the tenant that is not archived. */
  public static PlanFilter all() {
    return PRESENT;
  }

  /** Every plan of a Context that is not archived. */
  public static PlanFilter of(ContextId contextId) {
    return PRESENT.withContext(contextId);
  }

  /** Only those of this Context. */
  public PlanFilter withContext(@Nullable ContextId contextId) {
    return new PlanFilter(contextId, status, archived);
  }

  /** Only those of this status. */
  public PlanFilter withStatus(@Nullable PlanStatus status) {
    return new PlanFilter(contextId, status, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public PlanFilter withArchived(@Nullable Boolean archived) {
    return new PlanFilter(contextId, status, archived);
  }
}
