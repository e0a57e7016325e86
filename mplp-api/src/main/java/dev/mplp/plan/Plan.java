package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.ContextId;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceBase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps towards an objective and their order (schema {@code mplp-plan}).
 *
 * <p>That the steps form a graph without cycles is checked where plans are stored, not here.
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param planId its identifier
 * @param contextId the Context it belongs to
 * @param title its name for people, not empty
 * @param objective what it is to achieve, not empty
 * @param status where it stands in its life
 * @param steps its steps, at least one
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record Plan(
    Metadata meta,
    PlanId planId,
    ContextId contextId,
    String title,
    String objective,
    PlanStatus status,
    List<PlanStep> steps,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Plan {
    requireNonNull(meta, "meta");
    requireNonNull(planId, "planId");
    requireNonNull(contextId, "contextId");
    Require.text(title, "title");
    Require.text(objective, "objective");
    requireNonNull(status, "status");
    steps = Require.elements(steps, "steps");
    events = Require.copy(events);
  }

  /**
   * A builder of a draft with a new identifier.
   *
   * <pre>{@code
   * Plan plan =
   *     Plan.builder(contextId, "Assess", "Decide on the loan")
   *         .step("fetch").description("Fetch the file").role("clerk")
   *         .step("score").description("Score it").role("analyst").after("fetch")
   *         .build();
   * }</pre>
   */
  public static PlanBuilder builder(ContextId contextId, String title, String objective) {
    return new PlanBuilder().contextId(contextId).title(title).objective(objective);
  }

  /**
   * Its steps as a graph.
   *
   * @throws dev.mplp.ValidationException when the dependencies make none; see {@link PlanGraph#of}
   */
  public PlanGraph graph() {
    return PlanGraph.of(this);
  }

  /** A builder that starts with everything this one has. */
  public PlanBuilder toBuilder() {
    return new PlanBuilder()
        .meta(meta)
        .planId(planId)
        .contextId(contextId)
        .title(title)
        .objective(objective)
        .status(status)
        .steps(steps)
        .trace(trace)
        .events(events);
  }

  /** A copy with another meta. */
  public Plan withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public Plan withStatus(PlanStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with other steps. */
  public Plan withSteps(List<PlanStep> steps) {
    return toBuilder().steps(steps).build();
  }

  /** A copy with other events. */
  public Plan withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.PLAN;
  }

  @Override
  public PlanId id() {
    return planId;
  }
}
