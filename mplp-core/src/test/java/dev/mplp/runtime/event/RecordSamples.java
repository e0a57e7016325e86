package dev.mplp.runtime.event;

import dev.mplp.agent.Growth;
import dev.mplp.agent.StepError;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmDecision;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.confirm.Standing;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.event.Event;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.DecisionId;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.ModuleName;
import dev.mplp.model.NetworkId;
import dev.mplp.model.ObjectId;
import dev.mplp.model.PlanId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.RoleId;
import dev.mplp.model.SegmentId;
import dev.mplp.model.SpanId;
import dev.mplp.model.StepId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.network.Network;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetUnit;
import dev.mplp.plan.Consumption;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Limit;
import dev.mplp.plan.OverBudget;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanLock;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.role.Role;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One record of each type and, where a part is optional, one with and one without it. */
final class RecordSamples {

  static final Instant TIME = Instant.parse("2026-03-01T08:30:00.123456Z");
  static final ContextId CONTEXT = new ContextId(uuid(1));
  static final PlanId PLAN = new PlanId(uuid(2));
  static final UUID EXECUTION = uuid(3);
  static final UUID RUN = uuid(4);
  static final StepId STEP = new StepId(uuid(5));
  static final StepId OTHER_STEP = new StepId(uuid(6));
  static final ConfirmId CONFIRM = new ConfirmId(uuid(7));
  static final RunRef REF = new RunRef(CONTEXT, PLAN, EXECUTION, RUN);

  private static final StepError ERROR =
      StepError.transientError("HTTP_503", "try \"later\" \u0000 \ud800 \ud83d\ude00");

  private RecordSamples() {}

  static UUID uuid(int n) {
    return new UUID(0x1111_2222_3333_4000L, 0x8000_0000_0000_0000L + n);
  }

  /** A record of this entry at a position, its identifier made of that. */
  static LogRecord record(LogEntry entry, long position) {
    UUID id = new UUID(0x9999_0000_0000_4000L, 0x8000_0000_0000_0000L + position);
    return new LogRecord("default", id, position, position, TIME.plusNanos(1000 * position), entry);
  }

  static List<LogEntry> all() {
    List<LogEntry> all = new ArrayList<>();
    objects(all);
    runs(all);
    attempts(all);
    all.addAll(CompensationSamples.all());
    confirms(all);
    imports(all);
    HostEventSamples.all().forEach(event -> all.add(Records.recorded(event, CONTEXT)));
    all.addAll(JournalSamples.all());
    return all;
  }

  private static void objects(List<LogEntry> all) {
    Context draft = context(ContextStatus.DRAFT);
    Context active = context(ContextStatus.ACTIVE).toBuilder().summary("seen").build();
    Context closed = context(ContextStatus.CLOSED);
    all.add(Records.created(draft, CONTEXT));
    all.add(Records.updated(draft, draft.toBuilder().title("Loan 4712").build(), CONTEXT));
    all.add(Records.moved(draft, active, CONTEXT, ContextStatus.DRAFT, ContextStatus.ACTIVE, null));
    all.add(
        Records.moved(
            active, closed, CONTEXT, ContextStatus.ACTIVE, ContextStatus.CLOSED, "loan paid"));
    all.add(StateRecords.stateChanged(CONTEXT, "phase", 1, new JsonString("review")));
    all.add(StateRecords.stateChanged(CONTEXT, "phase", 1, null));
    all.add(StateRecords.goalChanged(CONTEXT, "few", 2, JsonObject.of("metric", "defects")));
    all.add(StateRecords.goalChanged(CONTEXT, "few", 2, null));
    others(all);
    all.addAll(TeamSamples.all());
    all.addAll(RoleSamples.all());
    all.add(PlanRecords.planCreated(plan(PlanStatus.DRAFT)));
    all.add(PlanRecords.planUpdated(plan(PlanStatus.PROPOSED), plan(PlanStatus.DRAFT)));
    all.add(PlanRecords.planUpdated(plan(PlanStatus.DRAFT), shorterPlan()));
    all.add(PlanRecords.planUpdated(shorterPlan(), plan(PlanStatus.DRAFT)));
    all.add(PlanRecords.planMoved(CONTEXT, PLAN, PlanStatus.DRAFT, PlanStatus.PROPOSED));
    all.add(StepRecords.planGrown(REF, STEP, 1, growth(), JsonObject.of("status", "in_progress")));
    all.add(PlanRecords.planArchived(CONTEXT, PLAN));
    all.add(PlanLockRecords.locked(CONTEXT, PLAN, new PlanLock("alice", "under audit", TIME)));
    all.add(PlanLockRecords.unlocked(CONTEXT, PLAN, null, "alice"));
    all.add(PlanLockRecords.unlocked(CONTEXT, PLAN, "audited", "alice"));
    all.addAll(RevisionSamples.all());
  }

  /** Objects of the modules that have no other records than created, updated, moved, purged. */
  private static void others(List<LogEntry> all) {
    CoreManifest manifest = (CoreManifest) ObjectSamples.of(ModuleName.CORE);
    all.add(Records.moved(manifest, manifest, null, CoreStatus.DRAFT, CoreStatus.ACTIVE, "go"));
    all.add(
        Records.moduleSwitched(
            manifest,
            manifest,
            null,
            ModuleName.DIALOG,
            ModuleStatus.DISABLED,
            ModuleStatus.ENABLED,
            null));
    all.add(
        Records.moduleSwitched(
            manifest,
            manifest,
            null,
            ModuleName.DIALOG,
            ModuleStatus.EXPERIMENTAL,
            ModuleStatus.DISABLED,
            "not needed"));
    for (ModuleName module : ModuleName.values()) {
      ProtocolObject object = ObjectSamples.of(module);
      ContextId contextId = module == ModuleName.ROLE || module == ModuleName.CORE ? null : CONTEXT;
      all.add(Records.purged(object, contextId));
      if (!List.of(ModuleName.CONTEXT, ModuleName.PLAN, ModuleName.CORE).contains(module)) {
        all.add(ArchiveRecords.archived(object, contextId));
      }
      switch (module) {
        case CONTEXT, PLAN, CONFIRM -> {}
        case TRACE -> all.addAll(HostTraceSamples.all((Trace) object));
        case ROLE -> {
          all.add(Records.created(object, contextId));
          all.add(Records.updated(object, object, contextId));
        }
        default -> {
          all.add(Records.created(object, contextId));
          all.add(Records.updated(object, object, contextId));
          all.add(
              Records.moved(
                  object,
                  object,
                  contextId,
                  ContextStatus.ACTIVE,
                  ContextStatus.SUSPENDED,
                  "for a while"));
        }
      }
    }
  }

  private static void runs(List<LogEntry> all) {
    all.add(RunRecords.runStarted(REF, PlanStatus.DRAFT, 2, null, "alice"));
    all.add(RunRecords.runStarted(REF, PlanStatus.FAILED, 2, uuid(8), "alice"));
    all.add(
        RunRecords.runEnded(
            REF, PlanStatus.IN_PROGRESS, PlanStatus.COMPLETED, ExecutionState.COMPLETED, null));
    all.add(
        RunRecords.runEnded(
            REF, PlanStatus.IN_PROGRESS, PlanStatus.FAILED, ExecutionState.FAILED, ERROR));
    all.add(
        RunRecords.runEnded(
            REF, PlanStatus.IN_PROGRESS, PlanStatus.CANCELLED, ExecutionState.CANCELLED, null));
    all.add(
        RunRecords.runEnded(REF, PlanStatus.DRAFT, PlanStatus.DRAFT, ExecutionState.FAILED, ERROR));
    all.add(RunRecords.executionPaused(REF, "alice"));
    all.add(RunRecords.executionUnpaused(REF, "alice"));
    budgets(all);
    all.add(RunRecords.executionStopping(REF, "deadline", null));
    all.add(RunRecords.executionStopping(REF, "cancelled", "not needed any more"));
  }

  private static void budgets(List<LogEntry> all) {
    Budget cents = Budget.COUNTED.withCost(new BigDecimal("2.50"), "EUR");
    Budget more = cents.withTime(Duration.ofMinutes(5)).whenExceeded(OverBudget.FAIL);
    Consumption used =
        new Consumption(Duration.ofSeconds(299), 1200, 85, new BigDecimal("2.51"), "EUR", 0, 4);
    all.add(BudgetRecords.warning(REF, BudgetUnit.TIME, more, used));
    all.add(BudgetRecords.exceeded(REF, BudgetUnit.COST, cents, used));
    all.add(BudgetRecords.changed(REF, cents, more, "alice"));
    all.add(BudgetRecords.defaultChanged(more, "alice"));
    all.add(BudgetRecords.defaultChanged(null, "alice"));
    all.add(BudgetRecords.limitChanged(Limit.concurrency(3).ofRole("clerk"), true, "alice"));
    all.add(BudgetRecords.limitChanged(Limit.rate(3, Duration.ofSeconds(9)), false, "alice"));
  }

  private static void attempts(List<LogEntry> all) {
    byte[] payload = new StepPayload(PLAN, "Fetch the file", "clerk", 0, List.of(), true).bytes();
    byte[] bare = new StepPayload(PLAN, "Score it", null, 1, List.of(0), false).bytes();
    all.add(byStorage(RecordTypes.STEP_STARTED, STEP, 1, payload));
    all.add(byStorage(RecordTypes.STEP_STARTED, OTHER_STEP, 1, bare));
    all.add(byStorage(RecordTypes.STEP_CONTINUED, STEP, 2, payload));
    all.add(byStorage(RecordTypes.STEP_LOST, STEP, 2, payload));
    JsonObject output = JsonObject.of("score", 712, "note", null, "tags", List.of("a", 1.5));
    all.add(StepRecords.stepCompleted(REF, STEP, 0, 3, output));
    all.add(StepRecords.stepCompleted(REF, STEP, 0, 3, JsonObject.empty()));
    all.add(StepRecords.stepFailed(REF, STEP, 0, 3, ERROR));
    all.add(StepRecords.stepRetried(REF, STEP, 0, 3, ERROR, Duration.ofMillis(1500)));
    all.add(StepRecords.stepParked(REF, STEP, 0, 3, CONFIRM, null));
    all.add(StepRecords.stepParked(REF, STEP, 0, 3, null, Duration.ofMinutes(5)));
    all.add(StepRecords.stepProgressed(REF, STEP, 0, 3, 0.25, "a quarter"));
    all.add(StepRecords.stepCancelled(REF, STEP, 0, 3, "cancelled by alice"));
    all.add(StepRecords.stepReleased(REF, STEP, 0, 3));
    all.add(StepRecords.segmentEnded(REF, STEP, 0, 3, segment()));
  }

  private static TraceSegment segment() {
    return TraceSegment.builder("ask the model")
        .segmentId(new SegmentId(uuid(30)))
        .status(SegmentStatus.COMPLETED)
        .startedAt(TIME)
        .finishedAt(TIME.plusMillis(40))
        .attributes(JsonObject.of("kind", "handler", "input_tokens", 12))
        .build();
  }

  private static void confirms(List<LogEntry> all) {
    Approval pending = approval(ConfirmStatus.PENDING, null, null);
    Approval approved = approval(ConfirmStatus.APPROVED, DecisionStatus.APPROVED, null);
    Approval rejected = approval(ConfirmStatus.REJECTED, DecisionStatus.REJECTED, "too dear");
    Approval withdrawn = approval(ConfirmStatus.CANCELLED, DecisionStatus.CANCELLED, "a mistake");
    Approval voided = approval(ConfirmStatus.CANCELLED, DecisionStatus.APPROVED, "as agreed");
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_REQUESTED, pending, null, CONTEXT, null, null));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_REQUESTED, pending, null, null, null, null));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_REQUESTED, pending, null, null, REF, STEP));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_ROUND, pending, null, CONTEXT, REF, null));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_DECIDED, approved, null, CONTEXT, REF, STEP));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_DECIDED, rejected, null, null, null, null));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_CONSUMED, approved, null, CONTEXT, REF, STEP));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_VOIDED, voided, null, CONTEXT, null, null));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_VOIDED, withdrawn, null, CONTEXT, null, null));
    all.add(ConfirmRecords.of(RecordTypes.CONFIRM_CANCELLED, withdrawn, null, CONTEXT, null, null));
    for (String type :
        List.of(
            RecordTypes.CONFIRM_DELEGATED,
            RecordTypes.CONFIRM_ESCALATED,
            RecordTypes.CONFIRM_EXTENDED,
            RecordTypes.CONFIRM_REMINDED)) {
      all.add(ConfirmRecords.of(type, pending, handedOn(pending), CONTEXT, REF, STEP));
    }
    JsonObject policy = JsonObject.of("role", "cashier", "by", "carol");
    all.add(ConfirmRecords.policy(RecordTypes.POLICY_ATTACHED, policy, "carol", null));
    all.add(ConfirmRecords.policy(RecordTypes.POLICY_DETACHED, policy, "carol", CONTEXT));
  }

  private static void imports(List<LogEntry> all) {
    all.add(
        Records.lockOverridden(ModuleName.CONTEXT, CONTEXT, CONTEXT, "alice", "court order 17"));
    all.add(
        Records.administered(
            JsonObject.builder()
                .put("id", uuid(30).toString())
                .put("act", "retention.sweep")
                .put("subject", "olga")
                .put("reason", "the runtime's policy")
                .put("details", JsonObject.of("removed", JsonObject.of("log", 7)))
                .build()));
    Event bare =
        new Event(
            new EventId(uuid(20)), "plan.created", "planner", TIME.minusSeconds(9), null, null);
    Event full =
        new Event(
            new EventId(uuid(21)),
            "plan.noted",
            "planner",
            TIME.minusNanos(1),
            new TraceId(uuid(22)),
            JsonObject.of("a", null));
    Event nothing =
        new Event(
            new EventId(uuid(23)),
            "plan.empty",
            "planner",
            TIME.minusSeconds(7),
            null,
            JsonNull.NULL);
    all.add(Records.imported(context(ContextStatus.ACTIVE), CONTEXT));
    Plan plan = plan(PlanStatus.DRAFT).toBuilder().events(List.of(bare, full, nothing)).build();
    all.add(Records.imported(plan, CONTEXT));
    Confirm confirm = approval(ConfirmStatus.APPROVED, DecisionStatus.APPROVED, null).confirm();
    all.add(Records.imported(confirm, CONTEXT));
    all.add(Records.imported(confirm, null));
    TraceBase span = TraceBase.builder(new TraceId(uuid(24)), new SpanId(uuid(25))).build();
    Trace trace = Trace.builder(CONTEXT, span).traceId(new TraceId(uuid(24))).build();
    all.add(Records.imported(trace, CONTEXT));
    all.add(Records.imported(trace.toBuilder().planId(PLAN).build(), CONTEXT));
    Role role = Role.builder("clerk").roleId(new RoleId(uuid(26))).build();
    all.add(Records.imported(role, null));
    Network network =
        Network.builder(CONTEXT, "agents", TopologyType.HUB_SPOKE)
            .networkId(new NetworkId(uuid(27)))
            .build();
    all.add(Records.imported(network, CONTEXT));
  }

  static Context context(ContextStatus status) {
    return Context.builder(Root.of("finance", "staging"), "Loan 4711")
        .contextId(CONTEXT)
        .status(status)
        .build();
  }

  static Plan plan(PlanStatus status) {
    PlanStep fetch = step(STEP, "Fetch the file", List.of());
    PlanStep score = step(OTHER_STEP, "Score it", List.of(STEP));
    return Plan.builder(CONTEXT, "Assess", "Decide on the loan")
        .planId(PLAN)
        .status(status)
        .steps(List.of(fetch, score))
        .build();
  }

  private static Plan shorterPlan() {
    return plan(PlanStatus.DRAFT).toBuilder()
        .steps(List.of(step(STEP, "Fetch it", List.of())))
        .build();
  }

  private static Growth growth() {
    StepId added = new StepId(uuid(9));
    return Growth.of(step(added, "Ask for a payslip", List.of(STEP))).joinedBy(OTHER_STEP, added);
  }

  private static PlanStep step(StepId id, String description, List<StepId> dependencies) {
    return PlanStep.builder(description).stepId(id).dependencies(dependencies).build();
  }

  static Approval approval(
      ConfirmStatus status, @Nullable DecisionStatus decision, @Nullable String reason) {
    Confirm.Builder confirm =
        Confirm.builder(ConfirmTarget.PLAN, new ObjectId(PLAN.uuid()), "planner", TIME)
            .confirmId(CONFIRM)
            .reason(reason)
            .status(status);
    if (decision != null) {
      ConfirmDecision decided =
          ConfirmDecision.builder(decision, "operator", TIME.plusSeconds(60))
              .decisionId(new DecisionId(uuid(9)))
              .reason(reason)
              .build();
      confirm.decisions(List.of(decided));
    }
    return new Approval(
        confirm.build(),
        ApprovalPolicy.single(Approver.role("operator")),
        "alice",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        JsonObject.of("target", "plan"),
        1,
        false,
        decision == null ? null : "bob",
        new Standing.Cancelled());
  }

  private static ApprovalAct handedOn(Approval approval) {
    return new ApprovalAct(
        approval.confirm().confirmId(),
        CONTEXT,
        ApprovalAct.Kind.DELEGATED,
        "bob",
        "bob",
        Approver.role("operator"),
        "dave",
        1,
        1,
        "role operator",
        approval.digest(),
        TIME,
        "on leave",
        approval.confirm().status());
  }

  private static LogEntry byStorage(String type, StepId step, int attempt, byte[] payload) {
    return new LogEntry(type, CONTEXT.value(), EXECUTION, RUN, step.uuid(), attempt, payload);
  }
}
