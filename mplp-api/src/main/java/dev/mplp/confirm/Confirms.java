package dev.mplp.confirm;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import org.jspecify.annotations.Nullable;

/**
 * Approvals. A gate (before a plan, before a step, or asked by a handler) opens only with an
 * approval of exactly the content it is about: the digest of the round that was approved is
 * compared with the content in the very commit that opens the gate.
 */
public interface Confirms {

  /**
   * The Confirm and what belongs to it.
   *
   * @throws dev.mplp.NotFoundException code {@code CONFIRM_NOT_FOUND}
   */
  Approval get(ConfirmId confirmId);

  /**
   * What waits for a decision of the caller: by subject or by one of the roles, oldest first. Costs
   * one read of a page for the subject and for each role, however large the plans are.
   *
   * @param after null for the first page
   * @param limit 1 to 100
   */
  Page<ApprovalSummary> inbox(@Nullable Cursor after, int limit);

  /**
   * Confirms, decided ones too, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<ConfirmSummary> list(ConfirmFilter filter, @Nullable Cursor after, int limit);

  /**
   * Approves what the present round is about.
   *
   * @param digest the digest of the content that the caller looked at, from {@link
   *     Approval#digest()}: an approval of something else is refused with {@code CONTENT_CHANGED}
   * @param reason null for none
   * @throws dev.mplp.PermissionDeniedException when the caller is no approver, or asked itself
   * @throws dev.mplp.IllegalTransitionException when it was decided, withdrawn or consumed before
   * @throws ContentChangedException when the content is not what {@code digest} stands for: a new
   *     round has begun
   */
  Approval approve(ConfirmId confirmId, String digest, @Nullable String reason);

  /**
   * Rejects it.
   *
   * @param reason why, not empty
   */
  Approval reject(ConfirmId confirmId, String reason);

  /** Withdraws a request that is pending; only who asked may. */
  Approval cancel(ConfirmId confirmId, @Nullable String reason);
}
