package dev.mplp.runtime.store;

import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.context.ContextStatus;
import dev.mplp.plan.PlanStatus;

/** The transition tables, one place for each object. */
public final class Transitions {

  /** Context. */
  public static final TransitionTable<ContextStatus> CONTEXT =
      TransitionTable.of(ContextStatus.class)
          .row(ContextStatus.DRAFT, ContextStatus.ACTIVE, ContextStatus.CLOSED)
          .row(ContextStatus.ACTIVE, ContextStatus.SUSPENDED, ContextStatus.CLOSED)
          .row(ContextStatus.SUSPENDED, ContextStatus.ACTIVE, ContextStatus.CLOSED)
          .row(ContextStatus.CLOSED, ContextStatus.ARCHIVED)
          .build();

  /** Plan. Draft goes to approved or in_progress only where no approval is asked for. */
  public static final TransitionTable<PlanStatus> PLAN =
      TransitionTable.of(PlanStatus.class)
          .row(
              PlanStatus.DRAFT,
              PlanStatus.PROPOSED,
              PlanStatus.APPROVED,
              PlanStatus.IN_PROGRESS,
              PlanStatus.CANCELLED)
          .row(PlanStatus.PROPOSED, PlanStatus.APPROVED, PlanStatus.DRAFT, PlanStatus.CANCELLED)
          .row(PlanStatus.APPROVED, PlanStatus.IN_PROGRESS, PlanStatus.DRAFT, PlanStatus.CANCELLED)
          .row(
              PlanStatus.IN_PROGRESS, PlanStatus.COMPLETED, PlanStatus.FAILED, PlanStatus.CANCELLED)
          .row(PlanStatus.FAILED, PlanStatus.IN_PROGRESS, PlanStatus.CANCELLED)
          .build();

  /**
   * Confirm. Rejected goes on only where the policy allows another round, approved only to void.
   */
  public static final TransitionTable<ConfirmStatus> CONFIRM =
      TransitionTable.of(ConfirmStatus.class)
          .row(
              ConfirmStatus.PENDING,
              ConfirmStatus.APPROVED,
              ConfirmStatus.REJECTED,
              ConfirmStatus.CANCELLED)
          .row(ConfirmStatus.REJECTED, ConfirmStatus.APPROVED, ConfirmStatus.CANCELLED)
          .row(ConfirmStatus.APPROVED, ConfirmStatus.CANCELLED)
          .build();

  private Transitions() {}
}
