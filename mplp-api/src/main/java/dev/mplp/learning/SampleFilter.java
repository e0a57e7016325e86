package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import dev.mplp.model.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Which samples to list; each part that is there must hold.
 *
 * @param family the value of {@code sample_family}; null for any
 * @param contextId from which Context; null for any
 * @param planId from which Plan; null for any
 * @param recorded when they were recorded
 */
public record SampleFilter(
    @Nullable String family,
    @Nullable ContextId contextId,
    @Nullable PlanId planId,
    TimeRange recorded) {

  private static final SampleFilter ALL = new SampleFilter(null, null, null, TimeRange.ALL);

  /** Refuses a null range. */
  public SampleFilter {
    requireNonNull(recorded, "recorded");
  }

  /** All of the tenant. */
  public static SampleFilter all() {
    return ALL;
  }

  /** Only those of this family. */
  public SampleFilter withFamily(SampleFamily family) {
    return withFamily(family.wire());
  }

  /** Only those of this family, which need not be one of the protocol. */
  public SampleFilter withFamily(@Nullable String family) {
    return new SampleFilter(family, contextId, planId, recorded);
  }

  /** Only those from this Context. */
  public SampleFilter withContext(@Nullable ContextId contextId) {
    return new SampleFilter(family, contextId, planId, recorded);
  }

  /** Only those from this Plan. */
  public SampleFilter withPlan(@Nullable PlanId planId) {
    return new SampleFilter(family, contextId, planId, recorded);
  }

  /** Only those that were recorded in this range. */
  public SampleFilter withRecorded(TimeRange recorded) {
    return new SampleFilter(family, contextId, planId, recorded);
  }
}
