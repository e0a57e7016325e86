package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.context.StateKey;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.MessageRole;
import dev.mplp.event.CiEvent;
import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.EventRecord;
import dev.mplp.event.FileChange;
import dev.mplp.event.FileUpdateEvent;
import dev.mplp.event.GitEvent;
import dev.mplp.event.GitEventKind;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.InvocationStatus;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import dev.mplp.event.SaEventType;
import dev.mplp.event.ToolEvent;
import dev.mplp.event.ToolKind;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.CollabId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.role.Role;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaValidator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every event of the taxonomy that a module emits is emitted by doing what it tells of, and every
 * other one is recorded by a host: each in all its wire shapes, valid by its schema.
 */
class EveryEventTest {

  private static final WireCodec CODEC = WireCodec.standard();
  private static final Instant WHEN = Instant.parse("2026-11-22T10:00:00Z");

  /** Need a run of their own, with usage or with compensation: the tests of those assert them. */
  private static final Set<EventFamily> ELSEWHERE =
      EnumSet.of(EventFamily.COST_BUDGET, EventFamily.COMPENSATION_PLAN);

  private final SchemaValidator validator = new SchemaValidator();
  private final Mplp mplp = MplpRuntime.builder().build();
  private final ContextId id =
      mplp.contexts().open("Loan 4711", Root.of("finance", "staging")).contextId();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(10));
  }

  @Test
  void everyEvent_thatIsEmitted_isEmittedByDoingIt() throws InterruptedException {
    context();
    roles();
    sessions();
    team();
    manifest();
    plans();
    integrations();
    Set<String> expected = new TreeSet<>();
    for (EventTable.Row row : EventTable.rows()) {
      row.observability().stream()
          .filter(shape -> !ELSEWHERE.contains(shape.family()))
          .forEach(shape -> expected.add(shape.family().wire() + '/' + shape.eventType()));
    }
    Set<String> seen = new TreeSet<>();
    Set<MapEventType> map = EnumSet.noneOf(MapEventType.class);
    Set<SaEventType> sa = EnumSet.noneOf(SaEventType.class);
    for (EventRecord record : valid()) {
      record.observability().forEach(e -> seen.add(e.eventFamily().wire() + '/' + e.eventType()));
      record.map().forEach(e -> map.add(e.eventType()));
      record.sa().forEach(e -> sa.add(e.eventType()));
    }
    assertThat(seen).isEqualTo(expected);
    assertThat(sa).containsExactlyInAnyOrder(SaEventType.values());
    map.addAll(HostMapEvents.TYPES);
    assertThat(map).containsExactlyInAnyOrder(MapEventType.values());
  }

  @Test
  void everyEvent_thatHostsRecord_comesBackAsItWasGiven() {
    for (ObservabilityEvent event : HostEventSamples.all()) {
      mplp.events().record(id, event);
    }
    CollabId session = session();
    mplp.collabs().start(session);
    for (MapEventType type : HostMapEvents.TYPES) {
      String name = UUID.randomUUID().toString();
      mplp.events().record(MapEvent.builder(name, type, WHEN, session.value()).build());
    }
    List<EventRecord> records = valid();
    assertThat(records.stream().filter(r -> r.type().equals(RecordTypes.RECORDED)))
        .flatExtracting(EventRecord::observability)
        .isEqualTo(HostEventSamples.all());
    assertThat(records.stream().filter(r -> r.type().equals(RecordTypes.MAP_RECORDED)))
        .flatExtracting(EventRecord::map)
        .extracting(MapEvent::eventType)
        .isEqualTo(HostMapEvents.TYPES);
  }

  private void context() {
    Versioned<Context> read = mplp.contexts().read(id);
    mplp.contexts().update(read.value().toBuilder().summary("seen").build(), read.version());
    mplp.contexts().state(id).put(StateKey.text("phase"), "review", 0);
  }

  private void roles() {
    Role role = mplp.roles().create(Role.builder("clerk").build());
    mplp.roles().grant(role.roleId(), "plan.read");
    mplp.roles().revoke(role.roleId(), "plan.read");
  }

  private CollabId session() {
    CollabParticipant one = CollabParticipant.builder("ada", ParticipantKind.HUMAN).build();
    return mplp.collabs()
        .create(Collab.builder(id, "Review", "look", CollabMode.PAIR, List.of(one), WHEN).build())
        .collabId();
  }

  private void sessions() {
    CollabId good = session();
    mplp.collabs().start(good);
    mplp.collabs().complete(good);
    mplp.collabs().cancel(session(), "no time");
  }

  private void team() {
    mplp.dialogs()
        .send(mplp.dialogs().open(id).dialogId(), MessageDraft.of(MessageRole.USER, "how much?"));
    Extension extension =
        mplp.extensions()
            .create(Extension.builder(id, "ledger", ExtensionType.INTEGRATION, "1.0.0").build());
    mplp.extensions().activate(extension.extensionId());
    Network network =
        mplp.networks().create(Network.builder(id, "agents", TopologyType.HUB_SPOKE).build());
    Versioned<Network> read = mplp.networks().read(network.networkId());
    mplp.networks()
        .update(read.value().toBuilder().topologyType(TopologyType.MESH).build(), read.version());
    NetworkNode node = NetworkNode.builder(NodeKind.AGENT).build();
    mplp.networks().addNode(network.networkId(), node);
    mplp.networks().setNodeStatus(network.networkId(), node.nodeId(), NodeStatus.DEGRADED, null);
    mplp.networks().removeNode(network.networkId(), node.nodeId());
  }

  private void manifest() {
    CoreManifest manifest =
        mplp.manifests()
            .create(
                CoreManifest.builder(
                        Arrays.stream(ModuleName.values())
                            .map(
                                name ->
                                    CoreModule.builder(name, "1.0.0", ModuleStatus.ENABLED).build())
                            .toList())
                    .build());
    mplp.manifests().activate(manifest.coreId());
    mplp.manifests().switchModule(ModuleName.NETWORK, ModuleStatus.DISABLED, null);
    mplp.manifests().switchModule(ModuleName.NETWORK, ModuleStatus.ENABLED, null);
  }

  private void plans() throws InterruptedException {
    mplp.handlers().register("clerk", call -> StepResult.completed());
    mplp.handlers().register("failing", call -> StepResult.failed(StepError.permanent("NO", "no")));
    Plan first =
        mplp.plans()
            .create(
                Plan.builder(id, "Assess", "Decide")
                    .step("fetch", step -> step.role("clerk"))
                    .step("score", step -> step.role("clerk").after("fetch"))
                    .build());
    Plan second =
        Plan.builder(id, "Assess", "Decide")
            .step("ask", step -> step.role("clerk"))
            .step("fail", step -> step.role("failing").after("ask"))
            .build();
    Versioned<Plan> read = mplp.plans().read(first.planId());
    Plan next = read.value().toBuilder().steps(second.steps()).build();
    mplp.plans().update(next, read.version());
    Mplp boss = mplp.as(Principal.of("carol", "boss"));
    mplp.plans().propose(first.planId(), ApprovalRequest.of(Approver.role("boss")));
    Execution execution = mplp.plans().execute(first.planId());
    while (boss.confirms().inbox(null, 10).items().isEmpty()) {
      Thread.onSpinWait();
    }
    Approval asked =
        boss.confirms().get(boss.confirms().inbox(null, 10).items().get(0).confirmId());
    boss.confirms().approve(asked.confirm().confirmId(), asked.digest(), "fine");
    assertThat(execution.await(Duration.ofMinutes(1))).isNotNull();
  }

  private void integrations() {
    mplp.integrations()
        .record(id, ToolEvent.builder("lint", ToolKind.LINTER, InvocationStatus.SUCCEEDED).build());
    mplp.integrations()
        .record(id, FileUpdateEvent.builder("a.txt", FileChange.CREATED, WHEN).build());
    mplp.integrations()
        .record(
            id,
            GitEvent.builder("https://git.example/x", "abc", "main", GitEventKind.COMMIT, WHEN)
                .build());
    mplp.integrations()
        .record(id, CiEvent.builder("ci", "build", "1", InvocationStatus.RUNNING).build());
  }

  /** All records of the tenant, once each shape of them is valid by its schema. */
  private List<EventRecord> valid() {
    mplp.contexts().verify(id); // waits until every record has its position
    List<EventRecord> records = mplp.events().read(null, 0, 1000);
    for (EventRecord record : records) {
      assertThat(record.inline()).as(record.type()).isNotNull();
      check(SchemaName.EVENT, CODEC.write(Shapes.EVENT, record.inline()));
      record.sa().forEach(e -> check(SchemaName.SA_EVENT, CODEC.write(Shapes.SA_EVENT, e)));
      record.map().forEach(e -> check(SchemaName.MAP_EVENT, CODEC.write(Shapes.MAP_EVENT, e)));
      record.observability().forEach(this::check);
    }
    return records;
  }

  private void check(ObservabilityEvent event) {
    if (event instanceof GraphUpdateEvent graph) {
      check(SchemaName.GRAPH_UPDATE_EVENT, CODEC.write(Shapes.GRAPH_UPDATE, graph));
    } else if (event instanceof PipelineStageEvent stage) {
      check(SchemaName.PIPELINE_STAGE_EVENT, CODEC.write(Shapes.PIPELINE_STAGE, stage));
    } else if (event instanceof RuntimeExecutionEvent execution) {
      check(SchemaName.RUNTIME_EXECUTION_EVENT, CODEC.write(Shapes.RUNTIME_EXECUTION, execution));
    } else {
      check(SchemaName.EVENT_CORE, CODEC.write(Shapes.CORE_EVENT, (CoreEvent) event));
    }
  }

  private void check(SchemaName schema, byte[] json) {
    assertThat(validator.validate(schema, CODEC.parse(json))).isEmpty();
  }
}
