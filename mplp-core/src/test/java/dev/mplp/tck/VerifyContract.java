package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.NewerFormException;
import dev.mplp.agent.Growth;
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
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.context.SemanticGraph;
import dev.mplp.context.Verification;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.MessageRole;
import dev.mplp.event.EventRecord;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.flow.Flow;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Principal;
import dev.mplp.model.RoleId;
import dev.mplp.model.StepId;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.role.Role;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored of a Context is what its log tells, and nothing that breaks a rule. */
public abstract class VerifyContract {

  private StorageFixture fixture;
  private Storage storage;
  private Mplp mplp;
  private ContextId id;

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newFixture();

  /** A runtime over this storage. */
  protected abstract Mplp runtime(Storage storage);

  @BeforeEach
  void open() {
    fixture = newFixture();
    storage = fixture.open();
    mplp = runtime(storage);
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    id = context.contextId();
    mplp.handlers()
        .registerDefault(
            call ->
                call.description().startsWith("fail")
                    ? StepResult.failed(StepError.permanent("NO", "no"))
                    : StepResult.completed(JsonObject.of("done", call.description())));
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(10));
    fixture.close();
  }

  private PlanStatus run(Plan plan) throws InterruptedException {
    assertThat(mplp.plans().execute(plan.planId()).await(Duration.ofMinutes(1))).isNotNull();
    return mplp.plans().get(plan.planId()).status();
  }

  private void work() throws InterruptedException {
    Plan good =
        Plan.builder(id, "Assess", "Decide")
            .step("fetch", step -> step.role("clerk"))
            .step("score", step -> step.role("clerk").after("fetch"))
            .build();
    Plan bad =
        Plan.builder(id, "Try", "See")
            .step("one", step -> step.role("clerk"))
            .step("fail", step -> step.role("clerk").after("one"))
            .step("never", step -> step.role("clerk").after("fail"))
            .build();
    Plan draft = Plan.builder(id, "Later", "Some day").step("look", "clerk").build();
    mplp.plans().create(good);
    mplp.plans().create(bad);
    mplp.plans().create(draft);
    assertThat(run(good)).isEqualTo(PlanStatus.COMPLETED);
    assertThat(run(bad)).isEqualTo(PlanStatus.FAILED);
    mplp.plans().cancel(draft.planId(), "not needed");
  }

  /** One plan grows, and another is revised while it waits. */
  private void change() throws InterruptedException {
    Plan grows =
        Plan.builder(id, "Collect", "All of it")
            .step("grow", step -> step.role("planner"))
            .step("sum up", step -> step.role("clerk").after("grow"))
            .build();
    mplp.plans().create(grows);
    StepId last = grows.steps().get(1).stepId();
    mplp.handlers()
        .register(
            "planner",
            call -> {
              PlanStep more = PlanStep.builder("more").agentRole("clerk").build();
              PlanStep fails = PlanStep.builder("fail").agentRole("clerk").build();
              Growth growth = Growth.of(more, fails).joinedBy(last, more.stepId());
              return StepResult.completedAdding(JsonObject.of("found", 2), growth);
            });
    assertThat(run(grows)).isEqualTo(PlanStatus.FAILED);

    CountDownLatch released = new CountDownLatch(1);
    mplp.handlers()
        .register(
            "holder",
            call -> {
              assertThat(released.await(1, TimeUnit.MINUTES)).isTrue();
              return StepResult.completed(JsonObject.of("held", true));
            });
    Plan revised =
        Plan.builder(id, "Wait", "See")
            .step("hold", step -> step.role("holder"))
            .step("look", step -> step.role("clerk").after("hold"))
            .build();
    mplp.plans().create(revised);
    Execution execution = mplp.plans().execute(revised.planId());
    PlanStep held = revised.steps().get(0);
    PlanStep instead =
        PlanStep.builder("see").agentRole("clerk").dependencies(List.of(held.stepId())).build();
    boolean done = false;
    while (!done) { // its version changes when the run begins
      Versioned<Plan> read = mplp.plans().read(revised.planId());
      PlanStep first = read.value().steps().get(0);
      try {
        Plan next = read.value().toBuilder().steps(List.of(first, instead)).build();
        mplp.plans().revise(next, read.version());
        done = true;
      } catch (ConflictException e) {
        assertThat(e.code()).isEqualTo("VERSION_CONFLICT");
      }
    }
    released.countDown();
    assertThat(execution.await(Duration.ofMinutes(1)).execution().state())
        .isEqualTo(ExecutionState.COMPLETED);
  }

  private void talk() {
    Dialog dialog = mplp.dialogs().open(id);
    mplp.dialogs().send(dialog.dialogId(), MessageDraft.of(MessageRole.USER, "how much?"));
    mplp.dialogs().send(dialog.dialogId(), MessageDraft.of(MessageRole.AGENT, "too much"));
    mplp.dialogs().pause(dialog.dialogId(), null);
    CollabParticipant first = CollabParticipant.builder("a", ParticipantKind.AGENT).build();
    Collab collab =
        mplp.collabs()
            .create(
                Collab.builder(id, "Review", "look", CollabMode.PAIR, List.of(first), Instant.now())
                    .build());
    mplp.collabs().start(collab.collabId());
    mplp.collabs()
        .join(collab.collabId(), CollabParticipant.builder("b", ParticipantKind.AGENT).build());
    Extension extension =
        mplp.extensions()
            .create(Extension.builder(id, "ledger", ExtensionType.INTEGRATION, "1.0.0").build());
    mplp.extensions().activate(extension.extensionId());
    Network network =
        mplp.networks().create(Network.builder(id, "agents", TopologyType.HUB_SPOKE).build());
    NetworkNode stays = NetworkNode.builder(NodeKind.AGENT).name("stays").build();
    NetworkNode goes = NetworkNode.builder(NodeKind.AGENT).name("goes").build();
    mplp.networks().addNode(network.networkId(), stays);
    mplp.networks().addNode(network.networkId(), goes);
    mplp.networks().setNodeStatus(network.networkId(), stays.nodeId(), NodeStatus.DEGRADED, "slow");
    mplp.networks().removeNode(network.networkId(), goes.nodeId());
    mplp.networks().provision(network.networkId());
  }

  @Test
  void everythingStored_isWhatTheLogTells() throws InterruptedException {
    work();
    change();
    talk();
    Verification verification = mplp.contexts().verify(id);
    assertThat(verification.findings()).filteredOn(Verification.Finding::isError).isEmpty();
    assertThat(verification.holds()).isTrue();
    assertThat(verification.objects()).isGreaterThanOrEqualTo(10);
  }

  /** As a process of a later release writes it beside this one. */
  @Test
  void recordOfANewerForm_isRefused_andSaysWhatToDo() {
    byte[] body = ("{\"v\":3,\"context_id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    LogEntry newer = LogEntry.of("context.created", id.value(), body);
    LogEntry unknown = LogEntry.of("context.dreamt", id.value(), body);
    ChangeSet set =
        ChangeSet.builder("default")
            .add(new Change.AppendLog(unknown))
            .add(new Change.AppendLog(newer))
            .build();
    assertThat(storage.commit(set).isCommitted()).isTrue();
    EventRecord read;
    long after = 0;
    do { // one of a type that is not known is passed on without any shape
      read = mplp.events().poll(id, after, 1, Duration.ofSeconds(30)).get(0);
      after = read.position();
    } while (!read.type().equals("context.dreamt"));
    assertThat(read.inline()).isNull();
    long before = after;

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> mplp.events().poll(id, before, 1, Duration.ofSeconds(30)),
            () -> mplp.contexts().verify(id),
            () -> mplp.contexts().graphFromLog(id))) {
      assertThatThrownBy(call)
          .isInstanceOf(NewerFormException.class)
          .hasMessageContaining("(context.created) of the log is stored in form 3 of log record")
          .hasMessageContaining("knows forms up to 2; read it with the version that wrote it");
    }
  }

  /** At least one object of each, changed after it was created or imported. */
  @Test
  void objectsOfEveryModule_areRebuiltFromTheLog() throws InterruptedException {
    Context imported =
        Context.builder(Root.of("finance", "staging"), "All").status(ContextStatus.ACTIVE).build();
    Role role = Role.builder("auditor").capabilities(List.of("plan.read")).build();
    CoreManifest manifest =
        CoreManifest.builder(
                Arrays.stream(ModuleName.values())
                    .map(name -> CoreModule.builder(name, "1.0.0", ModuleStatus.ENABLED).build())
                    .toList())
            .build();
    mplp.flows().importFlow(new Flow(List.of(imported, role, manifest)));
    id = imported.contextId();
    mplp.roles().grant(role.roleId(), "trace.read");
    mplp.manifests().activate(manifest.coreId());
    work();
    talk();
    approved();

    Set<ModuleName> modules = EnumSet.noneOf(ModuleName.class);
    mplp.flows().exportContext(id, object -> modules.add(object.module()));
    assertThat(modules).containsExactlyInAnyOrder(ModuleName.values());
    assertThat(mplp.contexts().verify(id).findings())
        .filteredOn(Verification.Finding::isError)
        .isEmpty();
    assertThat(mplp.contexts().graphFromLog(id)).isEqualTo(mplp.contexts().graph(id));
  }

  private void approved() throws InterruptedException {
    Plan plan = Plan.builder(id, "Pay", "Money goes").step("pay", "clerk").build();
    mplp.plans().create(plan);
    Execution execution =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder()
                    .gates(new Gates(ApprovalRequest.of(Approver.role("boss")), Map.of(), Map.of()))
                    .build());
    Mplp boss = mplp.as(Principal.of("alice", "boss"));
    Approval asked = boss.confirms().get(boss.confirms().inbox(null, 1).items().get(0).confirmId());
    boss.confirms().approve(asked.confirm().confirmId(), asked.digest(), "well");
    assertThat(execution.await(Duration.ofMinutes(1)).isCompleted()).isTrue();
  }

  @Test
  void graph_elementByElement_isTheSame() throws InterruptedException {
    work();
    talk();
    List<SemanticGraph.Node> nodes = new ArrayList<>();
    List<SemanticGraph.Edge> edges = new ArrayList<>();
    mplp.contexts()
        .graph(
            id,
            element -> {
              if (element instanceof SemanticGraph.Node node) {
                nodes.add(node);
              } else if (element instanceof SemanticGraph.Edge edge) {
                edges.add(edge);
              }
            });
    assertThat(new SemanticGraph(nodes, edges)).isEqualTo(mplp.contexts().graph(id));
  }

  @Test
  void graph_isRebuiltExactlyFromTheLog() throws InterruptedException {
    work();
    talk();
    SemanticGraph stored = mplp.contexts().graph(id);
    assertThat(mplp.contexts().graphFromLog(id)).isEqualTo(stored);
    assertThat(stored.nodes())
        .extracting(SemanticGraph.Node::kind)
        .contains(
            "context", "plan", "step", "trace", "dialog", "collab", "extension", "network", "node");
    assertThat(stored.edges())
        .extracting(SemanticGraph.Edge::kind)
        .contains("belongs_to", "part_of", "depends_on", "records");
    assertThat(stored.nodes())
        .filteredOn(node -> node.kind().equals("step"))
        .extracting(SemanticGraph.Node::status)
        .contains("completed", "failed", "skipped", "pending");
  }

  @Test
  void objectThatWasAltered_isFoundAndNamed() {
    talk();
    DocumentKey key = new DocumentKey("default", "context", id.value());
    Document stored = storage.get(key).orElseThrow();
    String altered =
        new String(stored.body(), StandardCharsets.UTF_8).replace("Loan 4711", "Loan 4712");
    ChangeSet set =
        ChangeSet.builder("default")
            .add(
                new Change.PutDocument(
                    "context",
                    id.value(),
                    stored.version(),
                    altered.getBytes(StandardCharsets.UTF_8),
                    stored.index()))
            .build();
    assertThat(storage.commit(set).isCommitted()).isTrue();
    Verification verification = mplp.contexts().verify(id);
    assertThat(verification.holds()).isFalse();
    assertThat(verification.findings())
        .filteredOn(finding -> finding.rule().equals("log"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.object()).isEqualTo("context " + id);
              assertThat(finding.message()).contains("title");
            });
  }

  @Test
  void roleThatIsNotStored_isFoundAsMissing() {
    NetworkNode node = NetworkNode.builder(NodeKind.AGENT).roleId(RoleId.random().value()).build();
    Network network =
        mplp.networks().create(Network.builder(id, "agents", TopologyType.HUB_SPOKE).build());
    mplp.networks().addNode(network.networkId(), node);
    assertThat(mplp.contexts().verify(id).findings())
        .filteredOn(finding -> finding.rule().equals("reference"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains(node.roleId()));
  }
}
