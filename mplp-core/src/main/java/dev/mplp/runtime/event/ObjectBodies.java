package dev.mplp.runtime.event;

import dev.mplp.agent.Growth;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmDecision;
import dev.mplp.context.Context;
import dev.mplp.event.Event;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.StepId;
import dev.mplp.model.WireTime;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.trace.Trace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What records say about an object: what names and describes it, and for a plan how large its graph
 * is, but not the object itself, which may be of any size.
 */
final class ObjectBodies {

  /** The member that holds the object as it is then, in wire form without events. */
  static final String OBJECT = "object";

  /** The member that holds the top-level members of the object that have another value. */
  static final String SET = "set";

  /** The member that names the top-level members that the object has no more. */
  static final String UNSET = "unset";

  /** The member that holds what a record tells of the state of other objects than its own. */
  static final String ALSO = "also";

  /** Small members that describe an object where it has them. */
  private static final List<String> DESCRIPTIVE =
      List.of("name", "title", "status", "mode", "extension_type", "version", "topology_type");

  private ObjectBodies() {}

  /** The name of the member that identifies an object of a module. */
  static String idOf(ModuleName module) {
    return module.wire() + "_id";
  }

  static JsonObject wire(ProtocolObject object) {
    return Bodies.wire(object).without("events");
  }

  /** Adds what is another in {@code after}: an object is rebuilt from the log by these. */
  static JsonObject.Builder change(
      JsonObject.Builder body, ProtocolObject before, ProtocolObject after) {
    JsonObject former = wire(before);
    JsonObject now = wire(after);
    JsonObject.Builder set = JsonObject.builder();
    now.members()
        .forEach(
            (name, value) -> {
              if (!value.equals(former.get(name))) {
                set.put(name, value);
              }
            });
    List<String> unset = former.names().stream().filter(name -> !now.has(name)).toList();
    return body.put(SET, set.build()).putIfPresent(UNSET, unset.isEmpty() ? null : unset);
  }

  static JsonObject.Builder context(Context context) {
    return Bodies.builder()
        .put("context_id", context.contextId().value())
        .put("title", context.title())
        .put("status", context.status().wire())
        .put("domain", context.root().domain())
        .put("environment", context.root().environment());
  }

  static JsonObject.Builder plan(Plan plan) {
    return Bodies.builder()
        .put("plan_id", plan.planId().value())
        .put("title", plan.title())
        .put("objective", plan.objective())
        .put("status", plan.status().wire())
        .put("steps", plan.steps().size())
        .put("edges", edges(plan).size());
  }

  static JsonObject.Builder planChange(Plan before, Plan after) {
    Set<StepId> stepsBefore = steps(before);
    Set<StepId> stepsAfter = steps(after);
    Set<Edge> edgesBefore = edges(before);
    Set<Edge> edgesAfter = edges(after);
    JsonObject.Builder body =
        plan(after)
            .put("steps_added", missing(stepsAfter, stepsBefore))
            .put("steps_removed", missing(stepsBefore, stepsAfter))
            .put("edges_added", missing(edgesAfter, edgesBefore))
            .put("edges_removed", missing(edgesBefore, edgesAfter));
    if (before.status() != after.status()) {
      body.put("from", before.status().wire()).put("to", after.status().wire());
    }
    return change(body, before, after);
  }

  static JsonObject.Builder growth(JsonObject.Builder body, Growth growth) {
    long edges = 0;
    for (PlanStep step : growth.steps()) {
      edges += step.dependsOn().size();
    }
    JsonObject.Builder joins = JsonObject.builder();
    for (Map.Entry<StepId, List<StepId>> join : growth.joins().entrySet()) {
      edges += join.getValue().size();
      joins.put(join.getKey().value(), join.getValue().stream().map(StepId::value).toList());
    }
    return body.put("steps_added", growth.steps().size())
        .put("edges_added", edges)
        .put(
            "added",
            growth.steps().stream().map(step -> Bodies.wire(Shapes.PLAN_STEP, step)).toList())
        .put("joins", joins.build());
  }

  static JsonObject.Builder approval(Approval approval, @Nullable RunRef run) {
    Confirm confirm = approval.confirm();
    List<ConfirmDecision> decisions = confirm.decisions();
    JsonObject.Builder body =
        Bodies.builder()
            .put("confirm_id", confirm.confirmId().value())
            .put("target_type", confirm.targetType().wire())
            .put("target_id", confirm.targetId().value())
            .put("status", confirm.status().wire())
            .put("round", approval.round())
            .put("digest", approval.digest())
            .put("requested_by", approval.requestedBy())
            .put("requested_by_role", confirm.requestedByRole())
            .putIfPresent("reason", confirm.reason())
            .putIfPresent("plan_id", run == null ? null : run.planId().value());
    if (decisions != null && !decisions.isEmpty()) {
      body.putIfPresent("decided_by", approval.decidedBy())
          .put("decision", decision(decisions.get(decisions.size() - 1)));
    }
    return body.put(OBJECT, wire(confirm));
  }

  static JsonObject.Builder imported(ProtocolObject object) {
    List<Event> events = object.events();
    return about(object)
        .put("kind", object.module().wire())
        .put("id", object.id().value())
        .put(OBJECT, wire(object))
        .put("events", events == null ? List.of() : events.stream().map(Bodies::event).toList());
  }

  static JsonObject.Builder about(ProtocolObject object) {
    if (object instanceof Context context) {
      return context(context);
    }
    if (object instanceof Plan plan) {
      return plan(plan);
    }
    if (object instanceof Confirm confirm) {
      return Bodies.builder()
          .put("confirm_id", confirm.confirmId().value())
          .put("target_type", confirm.targetType().wire())
          .put("target_id", confirm.targetId().value())
          .put("status", confirm.status().wire());
    }
    if (object instanceof Trace trace) {
      return Bodies.builder()
          .putIfPresent("plan_id", trace.planId() == null ? null : trace.planId().value())
          .put("status", trace.status().wire());
    }
    JsonObject.Builder body = Bodies.builder().put(idOf(object.module()), object.id().value());
    JsonObject wire = wire(object);
    for (String name : DESCRIPTIVE) {
      body.putIfPresent(name, wire.get(name));
    }
    return body;
  }

  private static JsonObject decision(ConfirmDecision decision) {
    return JsonObject.builder()
        .put("decision_id", decision.decisionId().value())
        .put("status", decision.status().wire())
        .put("decided_by_role", decision.decidedByRole())
        .put("decided_at", WireTime.format(decision.decidedAt()))
        .putIfPresent("reason", decision.reason())
        .build();
  }

  private static Set<StepId> steps(Plan plan) {
    Set<StepId> steps = new HashSet<>();
    plan.steps().forEach(step -> steps.add(step.stepId()));
    return steps;
  }

  private static Set<Edge> edges(Plan plan) {
    Set<Edge> edges = new HashSet<>();
    for (PlanStep step : plan.steps()) {
      step.dependsOn().forEach(dependency -> edges.add(new Edge(dependency, step.stepId())));
    }
    return edges;
  }

  private static <E> long missing(Set<E> of, Set<E> in) {
    return of.stream().filter(element -> !in.contains(element)).count();
  }

  private record Edge(StepId from, StepId to) {}
}
