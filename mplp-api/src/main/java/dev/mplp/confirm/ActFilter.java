package dev.mplp.confirm;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import org.jspecify.annotations.Nullable;

/**
 * Which acts to list; all conditions that are there must hold.
 *
 * @param confirmId only on this Confirm; null for every one
 * @param contextId only in this Context; null for every one
 * @param subject only what this subject did; null for everybody
 * @param kind only acts of this kind; null for every kind
 */
public record ActFilter(
    @Nullable ConfirmId confirmId,
    @Nullable ContextId contextId,
    @Nullable String subject,
    ApprovalAct.@Nullable Kind kind) {

  private static final ActFilter ALL = new ActFilter(null, null, null, null);

  /** Every act of the tenant. */
  public static ActFilter all() {
    return ALL;
  }

  /** Only on this Confirm. */
  public ActFilter withConfirm(@Nullable ConfirmId confirmId) {
    return new ActFilter(confirmId, contextId, subject, kind);
  }

  /** Only in this Context. */
  public ActFilter withContext(@Nullable ContextId contextId) {
    return new ActFilter(confirmId, contextId, subject, kind);
  }

  /** Only what this subject did. */
  public ActFilter withSubject(@Nullable String subject) {
    return new ActFilter(confirmId, contextId, subject, kind);
  }

  /** Only acts of this kind. */
  public ActFilter withKind(ApprovalAct.@Nullable Kind kind) {
    return new ActFilter(confirmId, contextId, subject, kind);
  }
}
