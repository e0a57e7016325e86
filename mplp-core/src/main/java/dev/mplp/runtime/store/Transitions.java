package dev.mplp.runtime.store;

import dev.mplp.collab.CollabStatus;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.context.ContextStatus;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.NodeStatus;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.StepStatus;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceStatus;

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

  /**
   * A step of a plan. In progress goes back to pending when an attempt is lost or retried, and to
   * skipped when it is cancelled; skipped goes back only where an upstream failure skipped it.
   */
  public static final TransitionTable<StepStatus> STEP =
      TransitionTable.of(StepStatus.class)
          .row(StepStatus.PENDING, StepStatus.IN_PROGRESS, StepStatus.BLOCKED, StepStatus.SKIPPED)
          .row(
              StepStatus.BLOCKED,
              StepStatus.PENDING,
              StepStatus.IN_PROGRESS,
              StepStatus.SKIPPED,
              StepStatus.FAILED)
          .row(
              StepStatus.IN_PROGRESS,
              StepStatus.COMPLETED,
              StepStatus.FAILED,
              StepStatus.BLOCKED,
              StepStatus.PENDING,
              StepStatus.SKIPPED)
          .row(StepStatus.FAILED, StepStatus.PENDING, StepStatus.SKIPPED)
          .row(StepStatus.SKIPPED, StepStatus.PENDING)
          .build();

  /** Trace. */
  public static final TransitionTable<TraceStatus> TRACE =
      TransitionTable.of(TraceStatus.class)
          .row(TraceStatus.PENDING, TraceStatus.RUNNING, TraceStatus.FAILED, TraceStatus.CANCELLED)
          .row(
              TraceStatus.RUNNING, TraceStatus.COMPLETED, TraceStatus.FAILED, TraceStatus.CANCELLED)
          .build();

  /** A segment of a Trace. */
  public static final TransitionTable<SegmentStatus> SEGMENT =
      TransitionTable.of(SegmentStatus.class)
          .row(
              SegmentStatus.PENDING,
              SegmentStatus.RUNNING,
              SegmentStatus.FAILED,
              SegmentStatus.CANCELLED,
              SegmentStatus.SKIPPED)
          .row(
              SegmentStatus.RUNNING,
              SegmentStatus.COMPLETED,
              SegmentStatus.FAILED,
              SegmentStatus.CANCELLED,
              SegmentStatus.SKIPPED)
          .build();

  /** Dialog. */
  public static final TransitionTable<DialogStatus> DIALOG =
      TransitionTable.of(DialogStatus.class)
          .row(
              DialogStatus.ACTIVE,
              DialogStatus.PAUSED,
              DialogStatus.COMPLETED,
              DialogStatus.CANCELLED)
          .row(
              DialogStatus.PAUSED,
              DialogStatus.ACTIVE,
              DialogStatus.COMPLETED,
              DialogStatus.CANCELLED)
          .build();

  /** Collab. What is suspended becomes active before it is completed. */
  public static final TransitionTable<CollabStatus> COLLAB =
      TransitionTable.of(CollabStatus.class)
          .row(CollabStatus.DRAFT, CollabStatus.ACTIVE, CollabStatus.CANCELLED)
          .row(
              CollabStatus.ACTIVE,
              CollabStatus.SUSPENDED,
              CollabStatus.COMPLETED,
              CollabStatus.CANCELLED)
          .row(CollabStatus.SUSPENDED, CollabStatus.ACTIVE, CollabStatus.CANCELLED)
          .build();

  /** Extension. */
  public static final TransitionTable<ExtensionStatus> EXTENSION =
      TransitionTable.of(ExtensionStatus.class)
          .row(ExtensionStatus.REGISTERED, ExtensionStatus.ACTIVE, ExtensionStatus.DEPRECATED)
          .row(ExtensionStatus.ACTIVE, ExtensionStatus.INACTIVE, ExtensionStatus.DEPRECATED)
          .row(ExtensionStatus.INACTIVE, ExtensionStatus.ACTIVE, ExtensionStatus.DEPRECATED)
          .build();

  /** Core manifest. */
  public static final TransitionTable<CoreStatus> CORE =
      TransitionTable.of(CoreStatus.class)
          .row(CoreStatus.DRAFT, CoreStatus.ACTIVE)
          .row(CoreStatus.ACTIVE, CoreStatus.DEPRECATED)
          .row(CoreStatus.DEPRECATED, CoreStatus.ARCHIVED)
          .build();

  /** A module of a manifest: from any status to any other. */
  public static final TransitionTable<ModuleStatus> MODULE =
      TransitionTable.free(ModuleStatus.class);

  /** Network. A draft that is given up is not retired. */
  public static final TransitionTable<NetworkStatus> NETWORK =
      TransitionTable.of(NetworkStatus.class)
          .row(NetworkStatus.DRAFT, NetworkStatus.PROVISIONING)
          .row(NetworkStatus.PROVISIONING, NetworkStatus.ACTIVE, NetworkStatus.RETIRED)
          .row(
              NetworkStatus.ACTIVE,
              NetworkStatus.DEGRADED,
              NetworkStatus.MAINTENANCE,
              NetworkStatus.RETIRED)
          .row(
              NetworkStatus.DEGRADED,
              NetworkStatus.ACTIVE,
              NetworkStatus.MAINTENANCE,
              NetworkStatus.RETIRED)
          .row(
              NetworkStatus.MAINTENANCE,
              NetworkStatus.ACTIVE,
              NetworkStatus.DEGRADED,
              NetworkStatus.RETIRED)
          .build();

  /** A node of a network: from any status but retired to any other. */
  public static final TransitionTable<NodeStatus> NODE =
      TransitionTable.free(NodeStatus.class, NodeStatus.RETIRED);

  private Transitions() {}
}
