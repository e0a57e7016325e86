package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Which integration events to list; each part that is there must hold.
 *
 * @param kind what they tell of; null for anything
 * @param contextId whose; null for all of the tenant
 * @param recorded when they were recorded
 */
public record IntegrationFilter(
    @Nullable IntegrationKind kind, @Nullable ContextId contextId, TimeRange recorded) {

  private static final IntegrationFilter ALL = new IntegrationFilter(null, null, TimeRange.ALL);

  /** Refuses a null range. */
  public IntegrationFilter {
    requireNonNull(recorded, "recorded");
  }

  /** All of the tenant. */
  public static IntegrationFilter all() {
    return ALL;
  }

  /** Only those of this kind. */
  public IntegrationFilter withKind(@Nullable IntegrationKind kind) {
    return new IntegrationFilter(kind, contextId, recorded);
  }

  /** Only those of this Context. */
  public IntegrationFilter withContext(@Nullable ContextId contextId) {
    return new IntegrationFilter(kind, contextId, recorded);
  }

  /** Only those that were recorded in this range. */
  public IntegrationFilter withRecorded(TimeRange recorded) {
    return new IntegrationFilter(kind, contextId, recorded);
  }
}
