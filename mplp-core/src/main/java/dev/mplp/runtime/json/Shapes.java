package dev.mplp.runtime.json;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.confirm.Confirm;
import dev.mplp.context.Context;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogMessage;
import dev.mplp.event.CiEvent;
import dev.mplp.event.CoreEvent;
import dev.mplp.event.Event;
import dev.mplp.event.FileUpdateEvent;
import dev.mplp.event.GitEvent;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.MapEvent;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import dev.mplp.event.SaEvent;
import dev.mplp.event.ToolEvent;
import dev.mplp.extension.Extension;
import dev.mplp.learning.CoreSample;
import dev.mplp.learning.DeltaSample;
import dev.mplp.learning.IntentSample;
import dev.mplp.learning.LearningSample;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.TraceBase;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.role.Role;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All shapes there are. Each has the name of its schema, and each record has one shape. */
public final class Shapes {

  /** Schema {@code mplp-context}. */
  public static final Shape<Context> CONTEXT = new Shape<>(WorkTables.CONTEXT);

  /** Schema {@code mplp-plan}. */
  public static final Shape<Plan> PLAN = new Shape<>(WorkTables.PLAN);

  /** A step of a plan, which has no schema file of its own. */
  public static final Shape<PlanStep> PLAN_STEP = new Shape<>(WorkTables.STEP);

  /** Schema {@code mplp-confirm}. */
  public static final Shape<Confirm> CONFIRM = new Shape<>(WorkTables.CONFIRM);

  /** Schema {@code mplp-trace}. */
  public static final Shape<Trace> TRACE = new Shape<>(WorkTables.TRACE);

  /** A segment of a trace, which has no schema file of its own. */
  public static final Shape<TraceSegment> TRACE_SEGMENT = new Shape<>(WorkTables.SEGMENT);

  /** Schema {@code mplp-role}. */
  public static final Shape<Role> ROLE = new Shape<>(TeamTables.ROLE);

  /** Schema {@code mplp-dialog}. */
  public static final Shape<Dialog> DIALOG = new Shape<>(TeamTables.DIALOG);

  /** A message of a dialog, which has no schema file of its own. */
  public static final Shape<DialogMessage> DIALOG_MESSAGE = new Shape<>(TeamTables.MESSAGE);

  /** Schema {@code mplp-collab}. */
  public static final Shape<Collab> COLLAB = new Shape<>(TeamTables.COLLAB);

  /** A participant of a session, which has no schema file of its own. */
  public static final Shape<CollabParticipant> COLLAB_PARTICIPANT =
      new Shape<>(TeamTables.PARTICIPANT);

  /** Schema {@code mplp-extension}. */
  public static final Shape<Extension> EXTENSION = new Shape<>(TeamTables.EXTENSION);

  /** Schema {@code mplp-network}. */
  public static final Shape<Network> NETWORK = new Shape<>(TeamTables.NETWORK);

  /** A node of a network, which has no schema file of its own. */
  public static final Shape<NetworkNode> NETWORK_NODE = new Shape<>(TeamTables.NODE);

  /** Schema {@code mplp-core}. */
  public static final Shape<CoreManifest> CORE = new Shape<>(TeamTables.CORE);

  /** Schema {@code mplp-meta}. */
  public static final Shape<Metadata> METADATA = new Shape<>(CommonTables.META);

  /** Schema {@code mplp-governance}. */
  public static final Shape<Governance> GOVERNANCE = new Shape<>(CommonTables.GOVERNANCE);

  /** Schema {@code mplp-ref}. */
  public static final Shape<ObjectRef> REF = new Shape<>(CommonTables.REF);

  /** Schema {@code mplp-span}. */
  public static final Shape<TraceBase> TRACE_BASE = new Shape<>(CommonTables.TRACE_BASE);

  /** Schema {@code mplp-event}: the inline event. */
  public static final Shape<Event> EVENT = new Shape<>(CommonTables.EVENT);

  /** Schema {@code mplp-event-core}. */
  public static final Shape<CoreEvent> CORE_EVENT = new Shape<>(EventTables.CORE_EVENT);

  /** Schema {@code mplp-pipeline-stage-event}. */
  public static final Shape<PipelineStageEvent> PIPELINE_STAGE =
      new Shape<>(EventTables.PIPELINE_STAGE);

  /** Schema {@code mplp-graph-update-event}. */
  public static final Shape<GraphUpdateEvent> GRAPH_UPDATE = new Shape<>(EventTables.GRAPH_UPDATE);

  /** Schema {@code mplp-runtime-execution-event}. */
  public static final Shape<RuntimeExecutionEvent> RUNTIME_EXECUTION =
      new Shape<>(EventTables.RUNTIME_EXECUTION);

  /** Schema {@code mplp-sa-event}. */
  public static final Shape<SaEvent> SA_EVENT = new Shape<>(EventTables.SA_EVENT);

  /** Schema {@code mplp-map-event}. */
  public static final Shape<MapEvent> MAP_EVENT = new Shape<>(EventTables.MAP_EVENT);

  /** Schema {@code mplp-tool-event}. */
  public static final Shape<ToolEvent> TOOL_EVENT = new Shape<>(IntegrationTables.TOOL);

  /** Schema {@code mplp-file-update-event}. */
  public static final Shape<FileUpdateEvent> FILE_UPDATE_EVENT =
      new Shape<>(IntegrationTables.FILE_UPDATE);

  /** Schema {@code mplp-git-event}. */
  public static final Shape<GitEvent> GIT_EVENT = new Shape<>(IntegrationTables.GIT);

  /** Schema {@code mplp-ci-event}. */
  public static final Shape<CiEvent> CI_EVENT = new Shape<>(IntegrationTables.CI);

  /** Schema {@code mplp-learning-sample}. */
  public static final Shape<LearningSample> LEARNING_SAMPLE = new Shape<>(LearningTables.SAMPLE);

  /** Schema {@code mplp-learning-sample-core}. */
  public static final Shape<CoreSample> CORE_SAMPLE = new Shape<>(FamilyTables.CORE);

  /** Schema {@code mplp-learning-sample-intent}. */
  public static final Shape<IntentSample> INTENT_SAMPLE = new Shape<>(FamilyTables.INTENT);

  /** Schema {@code mplp-learning-sample-delta}. */
  public static final Shape<DeltaSample> DELTA_SAMPLE = new Shape<>(FamilyTables.DELTA);

  private static final List<Shape<?>> ALL =
      List.of(
          CONTEXT,
          PLAN,
          CONFIRM,
          TRACE,
          ROLE,
          DIALOG,
          COLLAB,
          EXTENSION,
          NETWORK,
          CORE,
          METADATA,
          GOVERNANCE,
          REF,
          TRACE_BASE,
          EVENT,
          CORE_EVENT,
          PIPELINE_STAGE,
          GRAPH_UPDATE,
          RUNTIME_EXECUTION,
          SA_EVENT,
          MAP_EVENT,
          TOOL_EVENT,
          FILE_UPDATE_EVENT,
          GIT_EVENT,
          CI_EVENT,
          LEARNING_SAMPLE,
          CORE_SAMPLE,
          INTENT_SAMPLE,
          DELTA_SAMPLE);

  private static final Map<String, Shape<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Shape::name, Function.identity()));

  private static final Map<Class<?>, Shape<?>> BY_TYPE =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Shape::type, Function.identity()));

  private Shapes() {}

  /** The shapes that have a schema file of their own: the ten modules first. */
  public static List<Shape<?>> all() {
    return ALL;
  }

  /** The shape of the schema with this name, such as {@code mplp-plan}. */
  public static Optional<Shape<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The shape of a module's object. */
  public static Shape<?> of(ModuleName module) {
    return switch (module) {
      case CONTEXT -> CONTEXT;
      case PLAN -> PLAN;
      case CONFIRM -> CONFIRM;
      case TRACE -> TRACE;
      case ROLE -> ROLE;
      case DIALOG -> DIALOG;
      case COLLAB -> COLLAB;
      case EXTENSION -> EXTENSION;
      case NETWORK -> NETWORK;
      case CORE -> CORE;
    };
  }

  /**
   * The shape of a record.
   *
   * @throws IllegalArgumentException if the record has no schema file of its own
   */
  @SuppressWarnings("unchecked") // BY_TYPE keeps each shape under its own record
  public static <T> Shape<T> of(Class<T> type) {
    Shape<?> shape = BY_TYPE.get(type);
    if (shape == null) {
      throw new IllegalArgumentException("there is no schema for " + type.getName());
    }
    return (Shape<T>) shape;
  }
}
