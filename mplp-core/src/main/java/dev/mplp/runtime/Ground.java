package dev.mplp.runtime;

import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.model.ExecutionId;
import dev.mplp.runtime.confirm.ApprovalClock;
import dev.mplp.runtime.confirm.RevisionPolicies;
import dev.mplp.runtime.context.ContextEffects;
import dev.mplp.runtime.plan.ApplyRevision;
import dev.mplp.runtime.plan.ControlRun;
import dev.mplp.runtime.plan.PlanGate;
import dev.mplp.runtime.plan.StartRun;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Storage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What changes executions in one storage: that of the runtime, or one within a transaction of the
 * host.
 *
 * @param interrupt interrupts what this process runs of an execution
 */
record Ground(
    Storage storage,
    Commits commits,
    ControlRun control,
    StartRun startRun,
    PlanGate gate,
    RevisionPolicies revisionPolicies,
    ApplyRevision revisions,
    ApprovalClock approvals,
    ContextEffects contexts,
    Consumer<ExecutionId> interrupt) {

  /**
   * The ground in a storage.
   *
   * @param handled whether this process has a handler for a role
   * @param chooser what approvals the host wants
   */
  static Ground of(
      Storage storage,
      Predicate<String> handled,
      ApprovalChooser chooser,
      Consumer<ExecutionId> interrupt) {
    Commits commits = new Commits(storage);
    ControlRun control = new ControlRun(storage, commits);
    StartRun start = new StartRun(storage, commits, handled, chooser);
    PlanGate gate = new PlanGate(storage, commits, start, control);
    RevisionPolicies revisions = new RevisionPolicies(storage, chooser);
    ContextEffects contexts = new ContextEffects(storage, commits, control, interrupt);
    return new Ground(
        storage,
        commits,
        control,
        start,
        gate,
        revisions,
        new ApplyRevision(storage, commits, revisions),
        new ApprovalClock(storage, commits),
        contexts,
        interrupt);
  }
}
