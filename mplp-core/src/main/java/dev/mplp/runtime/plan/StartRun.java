package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.NotFoundException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.MissingHandler;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Contents;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.runtime.store.Wire;
import dev.mplp.runtime.trace.TraceService;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Begins runs: the first of an execution, at once or behind the plan's gate, and resumed ones. */
public final class StartRun {

  private final Storage storage;
  private final Commits commits;
  private final PlanStore plans;
  private final Executions executions;
  private final Approvals approvals;
  private final ProtocolObjects objects;
  private final Predicate<String> handled;

  /**
   * Begins runs in this storage.
   *
   * @param handled whether this process has a handler for a role
   */
  public StartRun(Storage storage, Commits commits, Predicate<String> handled) {
    this.storage = storage;
    this.commits = commits;
    this.plans = new PlanStore(storage);
    this.executions = new Executions(storage);
    this.approvals = new Approvals(storage);
    this.objects = new ProtocolObjects(storage);
    this.handled = handled;
  }

  /** Starts an execution, or finds the one that was started with the same key. */
  public ExecutionId start(Principal principal, PlanId planId, ExecutionOptions options) {
    return commits.apply("plan " + planId, () -> first(principal, planId, options));
  }

  private Commits.Change<ExecutionId> first(
      Principal principal, PlanId planId, ExecutionOptions options) {
    String tenant = principal.tenant().name();
    Optional<ExecutionId> known = started(tenant, planId, options.idempotencyKey());
    if (known.isPresent()) {
      return new Commits.Change<>(null, known.get());
    }
    PlanStore.Head head = plans.head(tenant, planId);
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, planId);
    if (runtime.open()) {
      throw new ConflictException(
          "EXECUTION_OPEN",
          "plan "
              + planId
              + " is being executed by "
              + runtime.execution()
              + "; wait or cancel it");
    }
    boolean gated = options.gates().plan() != null;
    checkStatus(planId, head.status(), gated);
    Versioned<Context> context = activeContext(tenant, head.contextId());
    Plan plan = plans.assemble(tenant, planId, head);
    PlanGraph graph = PlanGraph.of(plan.steps());
    checkHandlers(plan, options);
    Instant now = Times.micros(storage.now());
    ExecutionRecord record =
        new ExecutionRecord(
            0,
            ExecutionId.random(),
            planId,
            head.contextId(),
            gated ? ExecutionState.AWAITING_APPROVAL : ExecutionState.RUNNING,
            principal,
            options,
            List.of(RunId.random()),
            null,
            Set.of(),
            null,
            now,
            null,
            null);
    ChangeSet.Builder set = ChangeSet.builder(tenant);
    set.add(new Change.CheckDocument(Kinds.CONTEXT, head.contextId().value(), context.version()));
    rememberKey(set, record);
    set.add(runtime.with(record.executionId(), true).put(planId));
    if (gated) {
      record = askFirst(set, record, head, plan, now);
    } else {
      open(set, record, head, graph, now);
    }
    set.add(trace(record, head.title(), null, gated, now));
    set.add(record.put());
    return new Commits.Change<>(set.build(), record.executionId());
  }

  private Optional<ExecutionId> started(String tenant, PlanId planId, @Nullable String key) {
    if (key == null) {
      return Optional.empty();
    }
    return storage
        .get(new DocumentKey(tenant, Kinds.START_KEY, planId.value() + '/' + key))
        .map(document -> Wire.value(document.body()).asString())
        .map(ExecutionId::of);
  }

  private static void rememberKey(ChangeSet.Builder set, ExecutionRecord record) {
    String key = record.options().idempotencyKey();
    if (key != null) {
      set.add(
          new Change.PutDocument(
              Kinds.START_KEY,
              record.planId().value() + '/' + key,
              0,
              Wire.bytes(new JsonString(record.executionId().value())),
              Map.of()));
    }
  }

  private static void checkStatus(PlanId planId, PlanStatus status, boolean gated) {
    boolean can =
        status == PlanStatus.DRAFT
            || status == PlanStatus.APPROVED
            || (status == PlanStatus.PROPOSED && gated);
    if (status == PlanStatus.PROPOSED && !gated) {
      throw new ConflictException(
          "APPROVAL_REQUIRED",
          "plan "
              + planId
              + " is proposed: it is executed once it is approved; execute it with a gate before the"
              + " plan (Gates.beforePlan)");
    }
    if (!can) {
      throw new IllegalTransitionException(
          "plan " + planId,
          status.wire(),
          PlanStatus.IN_PROGRESS.wire(),
          Transitions.PLAN.from(status).stream().map(PlanStatus::wire).toList());
    }
  }

  private Versioned<Context> activeContext(String tenant, ContextId contextId) {
    Versioned<Context> context = objects.get(tenant, ModuleName.CONTEXT, contextId, Context.class);
    if (context.value().status() != ContextStatus.ACTIVE) {
      throw new ConflictException(
          "CONTEXT_NOT_ACTIVE",
          "context "
              + contextId
              + " is "
              + context.value().status().wire()
              + "; plans are executed while it is active");
    }
    return context;
  }

  private void checkHandlers(Plan plan, ExecutionOptions options) {
    if (options.missingHandler() == MissingHandler.WAIT) {
      return;
    }
    Set<String> missing = new TreeSet<>();
    for (PlanStep step : plan.steps()) {
      String role = step.agentRole() == null ? "" : step.agentRole();
      if (step.status() != StepStatus.COMPLETED && !handled.test(role)) {
        missing.add(role.isEmpty() ? "(no role)" : role);
      }
    }
    if (!missing.isEmpty()) {
      throw new ConflictException(
          "NO_HANDLER", "no handler is registered here for " + String.join(", ", missing));
    }
  }

  private ExecutionRecord askFirst(
      ChangeSet.Builder set, ExecutionRecord record, PlanStore.Head head, Plan plan, Instant now) {
    Gates gates = record.options().gates();
    if (gates.plan() == null) {
      throw new IllegalStateException("no gate before the plan");
    }
    Gate gate =
        new Gate(record.contextId(), record.planId(), record.executionId(), record.runId(), null);
    String subject = record.principal().subject();
    Approvals.Request request =
        approvals.requestBeforePlan(
            record.principal().tenant().name(),
            gate,
            gates.plan(),
            subject,
            record.principal().roles().stream().sorted().findFirst().orElse(subject),
            Contents.ofPlan(plan, gates.plan().content()),
            now);
    set.addAll(request.changes());
    if (head.status() == PlanStatus.DRAFT) {
      set.add(head.moved(PlanStatus.PROPOSED, now, subject).put(record.planId()));
      set.add(
          new Change.AppendLog(
              Records.planMoved(
                  record.contextId(), record.planId(), head.status(), PlanStatus.PROPOSED)));
    } else {
      set.add(new Change.CheckDocument(Kinds.PLAN, record.planId().value(), head.version()));
    }
    return record.withGate(request.confirmId());
  }

  /** Lets the steps go: the head moves to in_progress, the work is created, the clock starts. */
  void open(
      ChangeSet.Builder set,
      ExecutionRecord record,
      PlanStore.Head head,
      PlanGraph graph,
      Instant now) {
    String subject = record.principal().subject();
    Transitions.PLAN.check("plan " + record.planId(), head.status(), PlanStatus.IN_PROGRESS);
    set.add(head.moved(PlanStatus.IN_PROGRESS, now, subject).put(record.planId()));
    set.add(
        new Change.AppendLog(
            Records.runStarted(record.run(), head.status(), graph.size(), null, subject)));
    set.add(
        new Change.StartExecution(
            record.executionId().uuid(),
            record.contextId().value(),
            record.runId().uuid(),
            record.options().parallelism(),
            Phase.OPEN,
            steps(record, graph)));
    startClock(set, record, now);
  }

  private static void startClock(ChangeSet.Builder set, ExecutionRecord record, Instant now) {
    Duration deadline = record.options().deadline();
    if (deadline != null) {
      set.add(
          new Change.PutTimer(
              Kinds.TIMER_DEADLINE,
              record.executionId().value(),
              now.plus(deadline),
              Wire.bytes(new JsonString(record.runId().value()))));
    }
  }

  /** Completed and skipped steps of an adopted plan stay so; dependents of the skipped are too. */
  private static List<Change.NewStep> steps(ExecutionRecord record, PlanGraph graph) {
    boolean[] skipped = skipped(graph);
    List<Change.NewStep> steps = new ArrayList<>(graph.size());
    for (int i = 0; i < graph.size(); i++) {
      PlanStep step = graph.steps().get(i);
      String role = step.agentRole() == null ? "" : step.agentRole();
      List<Integer> dependencies = graph.dependencies(i);
      boolean gated = record.options().gates().forStep(step.stepId(), role).isPresent();
      StepState state =
          step.status() == StepStatus.COMPLETED
              ? StepState.COMPLETED
              : skipped[i] ? StepState.SKIPPED : StepState.WAITING;
      steps.add(
          new Change.NewStep(
              i,
              step.stepId().uuid(),
              role,
              dependencies,
              state,
              new StepPayload(
                      record.planId(), step.description(), step.agentRole(), i, dependencies, gated)
                  .bytes()));
    }
    return steps;
  }

  private static boolean[] skipped(PlanGraph graph) {
    boolean[] skipped = new boolean[graph.size()];
    Deque<Integer> reached = new ArrayDeque<>();
    for (int i = 0; i < skipped.length; i++) {
      if (graph.steps().get(i).status() == StepStatus.SKIPPED) {
        skipped[i] = true;
        reached.add(i);
      }
    }
    if (reached.isEmpty()) {
      return skipped;
    }
    while (!reached.isEmpty()) {
      for (int dependent : graph.dependents(reached.remove())) {
        boolean done = graph.steps().get(dependent).status() == StepStatus.COMPLETED;
        if (!skipped[dependent] && !done) {
          skipped[dependent] = true;
          reached.add(dependent);
        }
      }
    }
    return skipped;
  }

  private static Change trace(
      ExecutionRecord record, String title, @Nullable RunId former, boolean waiting, Instant now) {
    TraceId traceId = new TraceId(record.runId().uuid());
    Trace trace =
        Trace.builder(
                record.contextId(),
                new TraceBase(
                    traceId,
                    new SpanId(record.runId().uuid()),
                    null,
                    record.contextId(),
                    JsonObject.builder()
                        .put(TraceService.TITLE, title)
                        .putIfPresent("resumed_trace_id", former == null ? null : former.value())
                        .build()))
            .meta(Metadata.created(now, record.principal().subject()))
            .traceId(traceId)
            .planId(record.planId())
            .status(waiting ? TraceStatus.PENDING : TraceStatus.RUNNING)
            .startedAt(waiting ? null : now)
            .build();
    return ProtocolObjects.put(trace, 0, record.contextId().value(), null);
  }

  /** Resumes a failed execution as another run. */
  public void resume(Principal principal, ExecutionId executionId) {
    commits.apply("execution " + executionId, () -> next(principal, executionId));
  }

  private Commits.Change<ExecutionId> next(Principal principal, ExecutionId executionId) {
    String tenant = principal.tenant().name();
    ExecutionRecord former = executions.get(tenant, executionId);
    boolean began = storage.work().execution(tenant, executionId.uuid()).isPresent();
    if (former.state() != ExecutionState.FAILED || !began) {
      throw new IllegalTransitionException(
          "execution " + executionId + (began ? "" : ", which was refused at its gate,"),
          former.state().wire(),
          ExecutionState.RUNNING.wire(),
          List.of());
    }
    PlanStore.Head head = plans.head(tenant, former.planId());
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, former.planId());
    if (!executionId.equals(runtime.execution())) {
      throw new NotFoundException(
          "latest execution of plan " + former.planId() + ":", executionId.value());
    }
    Versioned<Context> context = activeContext(tenant, former.contextId());
    Instant now = Times.micros(storage.now());
    ExecutionRecord record = former.nextRun(RunId.random());
    Transitions.PLAN.check("plan " + former.planId(), head.status(), PlanStatus.IN_PROGRESS);
    ChangeSet.Builder set = ChangeSet.builder(tenant);
    set.add(new Change.CheckDocument(Kinds.CONTEXT, former.contextId().value(), context.version()));
    set.add(head.moved(PlanStatus.IN_PROGRESS, now, principal.subject()).put(former.planId()));
    set.add(runtime.with(executionId, true).put(former.planId()));
    set.add(trace(record, head.title(), former.runId(), false, now));
    set.add(
        new Change.AppendLog(
            Records.runStarted(
                record.run(), head.status(), 0, former.runId().uuid(), principal.subject())));
    set.add(new Change.ReopenExecution(executionId.uuid(), record.runId().uuid()));
    startClock(set, record, now);
    set.add(record.put());
    return new Commits.Change<>(set.build(), executionId);
  }
}
