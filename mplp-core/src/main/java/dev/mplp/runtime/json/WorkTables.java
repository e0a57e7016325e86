package dev.mplp.runtime.json;

import static dev.mplp.runtime.json.CommonTables.EVENT;
import static dev.mplp.runtime.json.CommonTables.GOVERNANCE;
import static dev.mplp.runtime.json.CommonTables.META;
import static dev.mplp.runtime.json.CommonTables.TRACE_BASE;
import static dev.mplp.runtime.json.Kinds.COUNT;
import static dev.mplp.runtime.json.Kinds.NON_EMPTY;
import static dev.mplp.runtime.json.Kinds.OBJECT;
import static dev.mplp.runtime.json.Kinds.TEXT;
import static dev.mplp.runtime.json.Kinds.TIME;
import static dev.mplp.runtime.json.Kinds.id;
import static dev.mplp.runtime.json.Kinds.listOf;
import static dev.mplp.runtime.json.Kinds.oneOf;
import static dev.mplp.runtime.json.Kinds.someOf;

import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmDecision;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.DecisionId;
import dev.mplp.model.ObjectId;
import dev.mplp.model.PlanId;
import dev.mplp.model.SegmentId;
import dev.mplp.model.StepId;
import dev.mplp.model.TraceId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;

/** The modules that work is made of: Context, Plan, Confirm, Trace. */
final class WorkTables {

  static final Table<Root> ROOT = root();
  static final Table<Context> CONTEXT = context();
  static final Table<PlanStep> STEP = step();
  static final Table<Plan> PLAN = plan();
  static final Table<ConfirmDecision> DECISION = decision();
  static final Table<Confirm> CONFIRM = confirm();
  static final Table<TraceSegment> SEGMENT = segment();
  static final Table<Trace> TRACE = trace();

  private WorkTables() {}

  private static Table<Root> root() {
    Table.Builder<Root> shape = Table.of("root", Root.class);
    var domain = shape.required("domain", TEXT, Root::domain);
    var environment = shape.required("environment", TEXT, Root::environment);
    var entryPoint = shape.optional("entry_point", TEXT, Root::entryPoint);
    shape.open(Root::extra);
    return shape.build(
        in -> new Root(in.get(domain), in.get(environment), in.find(entryPoint), in.extra()));
  }

  private static Table<Context> context() {
    Table.Builder<Context> shape = Table.of("mplp-context", Context.class);
    var meta = shape.required("meta", META, Context::meta);
    var governance = shape.optional("governance", GOVERNANCE, Context::governance);
    var contextId = shape.required("context_id", id(ContextId::new), Context::contextId);
    var root = shape.required("root", ROOT, Context::root);
    var title = shape.required("title", NON_EMPTY, Context::title);
    var summary = shape.optional("summary", TEXT, Context::summary);
    var status = shape.required("status", oneOf(ContextStatus.values()), Context::status);
    var tags = shape.optional("tags", listOf(NON_EMPTY), Context::tags);
    var language = shape.optional("language", TEXT, Context::language);
    var ownerRole = shape.optional("owner_role", TEXT, Context::ownerRole);
    var constraints = shape.optional("constraints", OBJECT, Context::constraints);
    var createdAt = shape.optional("created_at", TIME, Context::createdAt);
    var updatedAt = shape.optional("updated_at", TIME, Context::updatedAt);
    var trace = shape.optional("trace", TRACE_BASE, Context::trace);
    var events = shape.optional("events", listOf(EVENT), Context::events);
    return shape.build(
        in ->
            new Context(
                in.get(meta),
                in.find(governance),
                in.get(contextId),
                in.get(root),
                in.get(title),
                in.find(summary),
                in.get(status),
                in.find(tags),
                in.find(language),
                in.find(ownerRole),
                in.find(constraints),
                in.find(createdAt),
                in.find(updatedAt),
                in.find(trace),
                in.find(events)));
  }

  private static Table<PlanStep> step() {
    Table.Builder<PlanStep> shape = Table.of("step", PlanStep.class);
    var stepId = shape.required("step_id", id(StepId::new), PlanStep::stepId);
    var description = shape.required("description", NON_EMPTY, PlanStep::description);
    var status = shape.required("status", oneOf(StepStatus.values()), PlanStep::status);
    var dependencies =
        shape.optional("dependencies", listOf(id(StepId::new)), PlanStep::dependencies);
    var agentRole = shape.optional("agent_role", TEXT, PlanStep::agentRole);
    var orderIndex = shape.optional("order_index", COUNT, PlanStep::orderIndex);
    return shape.build(
        in ->
            new PlanStep(
                in.get(stepId),
                in.get(description),
                in.get(status),
                in.find(dependencies),
                in.find(agentRole),
                in.find(orderIndex)));
  }

  private static Table<Plan> plan() {
    Table.Builder<Plan> shape = Table.of("mplp-plan", Plan.class);
    var meta = shape.required("meta", META, Plan::meta);
    var planId = shape.required("plan_id", id(PlanId::new), Plan::planId);
    var contextId = shape.required("context_id", id(ContextId::new), Plan::contextId);
    var title = shape.required("title", NON_EMPTY, Plan::title);
    var objective = shape.required("objective", NON_EMPTY, Plan::objective);
    var status = shape.required("status", oneOf(PlanStatus.values()), Plan::status);
    var steps = shape.required("steps", someOf(STEP), Plan::steps);
    var trace = shape.optional("trace", TRACE_BASE, Plan::trace);
    var events = shape.optional("events", listOf(EVENT), Plan::events);
    return shape.build(
        in ->
            new Plan(
                in.get(meta),
                in.get(planId),
                in.get(contextId),
                in.get(title),
                in.get(objective),
                in.get(status),
                in.get(steps),
                in.find(trace),
                in.find(events)));
  }

  private static Table<ConfirmDecision> decision() {
    Table.Builder<ConfirmDecision> shape = Table.of("decision", ConfirmDecision.class);
    var decisionId =
        shape.required("decision_id", id(DecisionId::new), ConfirmDecision::decisionId);
    var status = shape.required("status", oneOf(DecisionStatus.values()), ConfirmDecision::status);
    var decidedByRole = shape.required("decided_by_role", TEXT, ConfirmDecision::decidedByRole);
    var decidedAt = shape.required("decided_at", TIME, ConfirmDecision::decidedAt);
    var reason = shape.optional("reason", TEXT, ConfirmDecision::reason);
    return shape.build(
        in ->
            new ConfirmDecision(
                in.get(decisionId),
                in.get(status),
                in.get(decidedByRole),
                in.get(decidedAt),
                in.find(reason)));
  }

  private static Table<Confirm> confirm() {
    Table.Builder<Confirm> shape = Table.of("mplp-confirm", Confirm.class);
    var meta = shape.required("meta", META, Confirm::meta);
    var governance = shape.optional("governance", GOVERNANCE, Confirm::governance);
    var confirmId = shape.required("confirm_id", id(ConfirmId::new), Confirm::confirmId);
    var targetType =
        shape.required("target_type", oneOf(ConfirmTarget.values()), Confirm::targetType);
    var targetId = shape.required("target_id", id(ObjectId::new), Confirm::targetId);
    var status = shape.required("status", oneOf(ConfirmStatus.values()), Confirm::status);
    var requestedByRole = shape.required("requested_by_role", TEXT, Confirm::requestedByRole);
    var requestedAt = shape.required("requested_at", TIME, Confirm::requestedAt);
    var reason = shape.optional("reason", TEXT, Confirm::reason);
    var decisions = shape.optional("decisions", listOf(DECISION), Confirm::decisions);
    var trace = shape.optional("trace", TRACE_BASE, Confirm::trace);
    var events = shape.optional("events", listOf(EVENT), Confirm::events);
    return shape.build(
        in ->
            new Confirm(
                in.get(meta),
                in.find(governance),
                in.get(confirmId),
                in.get(targetType),
                in.get(targetId),
                in.get(status),
                in.get(requestedByRole),
                in.get(requestedAt),
                in.find(reason),
                in.find(decisions),
                in.find(trace),
                in.find(events)));
  }

  private static Table<TraceSegment> segment() {
    Table.Builder<TraceSegment> shape = Table.of("segment", TraceSegment.class);
    var segmentId = shape.required("segment_id", id(SegmentId::new), TraceSegment::segmentId);
    var parentSegmentId =
        shape.optional("parent_segment_id", id(SegmentId::new), TraceSegment::parentSegmentId);
    var label = shape.required("label", TEXT, TraceSegment::label);
    var status = shape.required("status", oneOf(SegmentStatus.values()), TraceSegment::status);
    var startedAt = shape.optional("started_at", TIME, TraceSegment::startedAt);
    var finishedAt = shape.optional("finished_at", TIME, TraceSegment::finishedAt);
    var attributes = shape.optional("attributes", OBJECT, TraceSegment::attributes);
    return shape.build(
        in ->
            new TraceSegment(
                in.get(segmentId),
                in.find(parentSegmentId),
                in.get(label),
                in.get(status),
                in.find(startedAt),
                in.find(finishedAt),
                in.find(attributes)));
  }

  private static Table<Trace> trace() {
    Table.Builder<Trace> shape = Table.of("mplp-trace", Trace.class);
    var meta = shape.required("meta", META, Trace::meta);
    var governance = shape.optional("governance", GOVERNANCE, Trace::governance);
    var traceId = shape.required("trace_id", id(TraceId::new), Trace::traceId);
    var contextId = shape.required("context_id", id(ContextId::new), Trace::contextId);
    var planId = shape.optional("plan_id", id(PlanId::new), Trace::planId);
    var rootSpan = shape.required("root_span", TRACE_BASE, Trace::rootSpan);
    var status = shape.required("status", oneOf(TraceStatus.values()), Trace::status);
    var startedAt = shape.optional("started_at", TIME, Trace::startedAt);
    var finishedAt = shape.optional("finished_at", TIME, Trace::finishedAt);
    var segments = shape.optional("segments", listOf(SEGMENT), Trace::segments);
    var events = shape.optional("events", listOf(EVENT), Trace::events);
    return shape.build(
        in ->
            new Trace(
                in.get(meta),
                in.find(governance),
                in.get(traceId),
                in.get(contextId),
                in.find(planId),
                in.get(rootSpan),
                in.get(status),
                in.find(startedAt),
                in.find(finishedAt),
                in.find(segments),
                in.find(events)));
  }
}
