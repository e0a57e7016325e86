package dev.mplp.runtime.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.IllegalTransitionException;
import dev.mplp.NotFoundException;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.RunId;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.CompensationFilter;
import dev.mplp.plan.Compensations;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plans;
import dev.mplp.plan.StepCompensation;
import dev.mplp.runtime.event.CompensationRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Cursors;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.Storage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compensations of one tenant, and what operators do about them. Thread-safe. */
public final class CompensationService implements Compensations {

  private static final int LONGEST_REASON = 1000;

  private final Caller caller;
  private final Storage storage;
  private final Commits commits;
  private final Plans plans;
  private final PlanStore heads;
  private final Executions executions;
  private final FinishCompensation finish;
  private final UndoneSteps undone;
  private final Consumer<ExecutionId> interrupt;
  private final Consumer<ExecutionId> ended;

  /**
   * For this caller.
   *
   * @param plans gives the handles
   * @param interrupt interrupts what this process runs of work
   * @param ended is told of executions that have come to an end
   */
  public CompensationService(
      Caller caller, Plans plans, Consumer<ExecutionId> interrupt, Consumer<ExecutionId> ended) {
    this.caller = caller;
    this.storage = caller.storage();
    this.commits = caller.commits();
    this.plans = plans;
    this.heads = new PlanStore(storage);
    this.executions = new Executions(storage);
    this.finish = new FinishCompensation(storage);
    this.undone = new UndoneSteps(storage);
    this.interrupt = interrupt;
    this.ended = ended;
  }

  @Override
  public Compensation get(ExecutionId executionId) {
    ExecutionRecord record = allowed(executionId, "read");
    return requireNonNull(found(record).compensationView());
  }

  @Override
  public Page<Compensation> list(CompensationFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.PLAN, "list", null, filter.contextId());
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("compensation", filter.state().wire());
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("plan_id", filter.planId() == null ? null : filter.planId().value());
    return Listing.page(
        storage,
        caller.tenant(),
        Kinds.EXECUTION,
        Listing.conditions(where),
        after,
        limit,
        document -> requireNonNull(ExecutionRecord.of(document).compensationView()));
  }

  @Override
  public Page<StepCompensation> steps(ExecutionId executionId, @Nullable Cursor after, int limit) {
    ExecutionRecord record = found(allowed(executionId, "read"));
    Listing.checkLimit(limit);
    String list = caller.tenant() + " compensation " + executionId;
    int from = (int) Cursors.place(list, after) - 1;
    List<StepRun> steps =
        undone.page(record, requireNonNull(record.compensation()), from, limit + 1);
    boolean more = steps.size() > limit;
    List<StepRun> shown = more ? steps.subList(0, limit) : steps;
    Cursor next = more ? Cursors.of(list, shown.get(limit - 1).index() + 1L) : null;
    return new Page<>(shown.stream().map(UndoneSteps::view).toList(), next);
  }

  @Override
  public Execution retry(ExecutionId executionId, @Nullable String reason) {
    if (reason != null) {
      checkReason(reason);
    }
    allowed(executionId, "compensate");
    commits.apply("execution " + executionId, () -> retrying(executionId, reason));
    return plans.execution(executionId);
  }

  private Commits.Change<Boolean> retrying(ExecutionId executionId, @Nullable String reason) {
    ExecutionRecord record = found(executions.get(caller.tenant(), executionId));
    if (record.state() != ExecutionState.COMPENSATION_FAILED) {
      throw refused(record, ExecutionState.COMPENSATING);
    }
    CompensationRecord former = requireNonNull(record.compensation());
    CompensationRecord next = former.nextRun(RunId.random());
    String title = heads.head(caller.tenant(), record.planId()).title();
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(record.compensation(ExecutionState.COMPENSATING, null, next).put())
            .add(new Change.ReopenExecution(former.workId(), next.runId().uuid()))
            .add(
                RunTrace.ofCompensation(
                    record, next.runId(), title, former.runId(), Times.micros(storage.now())))
            .add(
                new Change.AppendLog(
                    CompensationRecords.retried(
                        record.run(next.runId()), former.runId(), caller.subject(), reason)))
            .build();
    return new Commits.Change<>(set, true);
  }

  @Override
  public Execution abandon(ExecutionId executionId, String reason) {
    checkReason(reason);
    ExecutionRecord record = allowed(executionId, "compensate");
    commits.apply("execution " + executionId, () -> abandoning(executionId, reason));
    interrupt.accept(new ExecutionId(requireNonNull(record.compensation()).workId()));
    ended.accept(executionId);
    return plans.execution(executionId);
  }

  private static void checkReason(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "a reason is not blank and has at most " + LONGEST_REASON + " characters");
    }
  }

  private Commits.Change<Boolean> abandoning(ExecutionId executionId, String reason) {
    ExecutionRecord record = found(executions.get(caller.tenant(), executionId));
    boolean running = record.state() == ExecutionState.COMPENSATING;
    if (!running && record.state() != ExecutionState.COMPENSATION_FAILED) {
      throw refused(record, ExecutionState.COMPENSATION_ABANDONED);
    }
    CompensationRecord compensation = requireNonNull(record.compensation());
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    if (running) {
      set.add(
          new Change.ControlExecution(
              compensation.workId(),
              List.of(Phase.OPEN, Phase.STOPPING),
              Phase.CLOSED,
              SkipReason.CANCELLED));
    }
    finish.addEnd(
        set,
        record,
        ExecutionState.COMPENSATION_ABANDONED,
        compensation.abandoned(Times.micros(storage.now()), caller.subject(), reason));
    return new Commits.Change<>(set.build(), true);
  }

  private ExecutionRecord allowed(ExecutionId executionId, String action) {
    caller.modules().check(caller.tenant(), ModuleName.PLAN);
    return NamedExecution.get(caller, executionId, "plan." + action);
  }

  private static ExecutionRecord found(ExecutionRecord record) {
    if (record.compensation() == null) {
      throw new NotFoundException("compensation", "of execution " + record.executionId());
    }
    return record;
  }

  private static IllegalTransitionException refused(ExecutionRecord record, ExecutionState to) {
    List<String> allowed =
        switch (record.state()) {
          case COMPENSATING ->
              List.of(
                  ExecutionState.COMPENSATED.wire(),
                  ExecutionState.COMPENSATION_FAILED.wire(),
                  ExecutionState.COMPENSATION_ABANDONED.wire());
          case COMPENSATION_FAILED ->
              List.of(
                  ExecutionState.COMPENSATING.wire(), ExecutionState.COMPENSATION_ABANDONED.wire());
          default -> List.of();
        };
    return new IllegalTransitionException(
        "the compensation of execution " + record.executionId(),
        record.state().wire(),
        to.wire(),
        allowed);
  }
}
