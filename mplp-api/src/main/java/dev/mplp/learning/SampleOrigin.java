package dev.mplp.learning;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import org.jspecify.annotations.Nullable;

/**
 * What a sample was learnt from. It is kept beside the sample, which has no place for it.
 *
 * @param contextId the Context; null for none
 * @param planId the Plan; null for none
 * @param executionId the execution; null for none
 */
public record SampleOrigin(
    @Nullable ContextId contextId, @Nullable PlanId planId, @Nullable ExecutionId executionId) {

  /** From nothing that is stored here. */
  public static final SampleOrigin NONE = new SampleOrigin(null, null, null);

  /** From a Context. */
  public static SampleOrigin of(ContextId contextId) {
    return new SampleOrigin(contextId, null, null);
  }

  /** From a Plan of a Context. */
  public static SampleOrigin of(ContextId contextId, PlanId planId) {
    return new SampleOrigin(contextId, planId, null);
  }
}
