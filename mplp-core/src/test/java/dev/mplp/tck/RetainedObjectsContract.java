package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.administration.Sweep;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.event.IntegrationFilter;
import dev.mplp.event.InvocationStatus;
import dev.mplp.event.ToolEvent;
import dev.mplp.event.ToolKind;
import dev.mplp.event.Watch;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.learning.CoreSample;
import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleFilter;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Principal;
import dev.mplp.model.TraceId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Objects that are over can be removed, by hand and by retention, and none of them is forgotten.
 */
public abstract class RetainedObjectsContract extends ServiceKit {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TEN_DAYS = Duration.ofDays(10);
  private static final Keep FIVE_DAYS = Keep.days(5);

  /** For the storages. */
  protected RetainedObjectsContract() {}

  private Mplp boss() {
    return mplp().as(Principal.of("carol", "boss"));
  }

  private Execution gated(String role) {
    return execute(role, Gates.NONE.beforePlan(ApprovalRequest.of(Approver.role("boss"))));
  }

  private Execution execute(String role, Gates gates) {
    Plan plan =
        mplp()
            .plans()
            .create(Plan.builder(context().contextId(), "Gated", "See").step("Work", role).build());
    return mplp().plans().execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private boolean isAsked() {
    return !boss().confirms().inbox(null, 1).items().isEmpty();
  }

  private ConfirmId pending() {
    return boss().confirms().inbox(null, 1).items().get(0).confirmId();
  }

  private ConfirmId approve() {
    Approval asked = boss().confirms().get(pending());
    boss().confirms().approve(asked.confirm().confirmId(), asked.digest(), "agreed");
    return asked.confirm().confirmId();
  }

  private Sweep sweep(Retained... retained) {
    RetentionPolicy.Builder policy = RetentionPolicy.builder().batch(3).pause(Duration.ZERO);
    for (Retained one : retained) {
      policy.keep(one, FIVE_DAYS);
    }
    return sweep(policy.build());
  }

  private Sweep sweep(RetentionPolicy policy) {
    Sweep expected = mplp().administration().preview(policy);
    Sweep sweep = mplp().administration().sweep(policy, "spring cleaning");
    assertThat(sweep.removed()).as("as the preview said").isEqualTo(expected.removed());
    return sweep;
  }

  @Test
  void confirm_isPurgedOnceItsExecutionHasEnded_withItsActs() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    mplp()
        .handlers()
        .register(
            "slow",
            call -> {
              goOn.await(30, TimeUnit.SECONDS);
              return StepResult.completed(JsonObject.empty());
            });
    Execution execution = gated("slow");
    ConfirmId id = pending();
    Watch watch = mplp().confirms().watch(id, 0);
    assertThat(refused("NOT_OVER", () -> mplp().confirms().purge(id)))
        .hasMessageContaining("can still be decided");
    long before = mplp().confirms().read(id).version();
    approve();
    assertThat(mplp().confirms().read(id).version()).isGreaterThan(before);
    assertThat(refused("NOT_OVER", () -> mplp().confirms().purge(id)))
        .hasMessageContaining(execution.executionId().value());
    goOn.countDown();
    execution.await(SOON);

    mplp().confirms().purge(id);

    refused("CONFIRM_NOT_FOUND", () -> mplp().confirms().get(id));
    refused("CONFIRM_NOT_FOUND", () -> mplp().confirms().read(id));
    refused("CONFIRM_NOT_FOUND", () -> mplp().confirms().purge(id));
    assertThat(mplp().confirms().acts(ActFilter.all().withConfirm(id), null, 10).items()).isEmpty();
    assertThat(mplp().confirms().list(ConfirmFilter.all(), null, 10).items()).isEmpty();
    assertThat(seen(watch, "confirm.purged"))
        .containsExactly(
            "confirm.requested", "confirm.decided", "confirm.consumed", "confirm.purged");
    assertThat(mplp().contexts().verify(context().contextId()).findings()).isEmpty();
  }

  /** An approval that is gone lets nothing through. */
  @Test
  void execution_whoseConfirmIsPurged_asksAnewWhenItIsResumed() throws Exception {
    mplp()
        .handlers()
        .register("bad", call -> StepResult.failed(StepError.permanent("BROKEN", "it is")));
    Execution execution =
        execute("bad", Gates.NONE.beforeRole("bad", ApprovalRequest.of(Approver.role("boss"))));
    await(this::isAsked);
    ConfirmId first = approve();
    assertThat(execution.await(SOON).execution().state()).isEqualTo(ExecutionState.FAILED);
    mplp().confirms().purge(first);

    Execution resumed = mplp().plans().resume(execution.executionId());

    await(this::isAsked);
    assertThat(pending()).isNotEqualTo(first);
    approve();
    assertThat(resumed.await(SOON).execution().state()).isEqualTo(ExecutionState.FAILED);
  }

  @Test
  void planThatIsPurgedByHand_leavesNothingThatHoldsItsContext() throws Exception {
    mplp().handlers().register("good", call -> StepResult.completed(JsonObject.empty()));
    Execution execution = gated("good");
    approve();
    execution.await(SOON);
    mplp().plans().purge(execution.planId());
    ContextId contextId = context().contextId();
    mplp().contexts().close(contextId, null);
    mplp().contexts().archive(contextId);
    refused("CONTEXT_NOT_EMPTY", () -> mplp().contexts().purge(contextId));
    advance(TEN_DAYS);

    Sweep sweep = sweep(Retained.EXECUTIONS, Retained.TRACES, Retained.CONFIRMS);

    assertThat(sweep.removed())
        .isEqualTo(Map.of(Retained.EXECUTIONS, 1, Retained.TRACES, 1, Retained.CONFIRMS, 1));
    assertThat(sweep(Retained.CONTEXTS).removed(Retained.CONTEXTS)).isEqualTo(1);
  }

  @Test
  void confirmsThatWait_stay_andSoDoYoungOnes() throws Exception {
    mplp().handlers().register("good", call -> StepResult.completed(JsonObject.empty()));
    Execution waiting = gated("good");
    ConfirmId open = pending();
    advance(TEN_DAYS);
    assertThat(sweep(Retained.CONFIRMS).total()).isZero();
    assertThat(mplp().confirms().get(open).confirm().confirmId()).isEqualTo(open);
    approve();
    waiting.await(SOON);
    assertThat(sweep(Retained.CONFIRMS).total()).as("decided just now").isZero();
  }

  @Test
  void trace_isPurgedOnceItsRunHasEnded() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    mplp()
        .handlers()
        .register(
            "slow",
            call -> {
              goOn.await(30, TimeUnit.SECONDS);
              return StepResult.completed(JsonObject.empty());
            });
    Execution execution = gated("slow");
    approve();
    TraceId trace = execution.snapshot().traces().get(0);
    Watch watch = mplp().traces().watch(trace, 0);
    refused("NOT_OVER", () -> mplp().traces().purge(trace));
    goOn.countDown();
    execution.await(SOON);
    List<String> types = seen(watch, "run.ended");
    assertThat(types).contains("run.started", "step.started", "step.completed");

    mplp().traces().purge(trace);

    refused("TRACE_NOT_FOUND", () -> mplp().traces().get(trace));
    refused("TRACE_NOT_FOUND", () -> mplp().traces().watch(trace, 0));
    refused("TRACE_NOT_FOUND", () -> mplp().traces().purge(trace));
  }

  @Test
  void extensionsNetworksAndManifests_goOnceTheyAreOver() {
    Extension old = extension();
    extension();
    mplp().extensions().deprecate(old.extensionId(), "replaced");
    NetworkNode node = NetworkNode.builder(NodeKind.AGENT).build();
    Network network =
        mplp()
            .networks()
            .create(
                Network.builder(context().contextId(), "branches", TopologyType.SINGLE_NODE)
                    .nodes(List.of(node))
                    .build());
    mplp().networks().provision(network.networkId());
    mplp().networks().retire(network.networkId(), null);
    CoreManifest manifest =
        mplp()
            .manifests()
            .create(
                CoreManifest.builder(
                        List.of(
                            CoreModule.builder(ModuleName.CORE, "1.0.0", ModuleStatus.ENABLED)
                                .build()))
                    .build());
    mplp().manifests().activate(manifest.coreId());
    mplp().manifests().deprecate(manifest.coreId(), null);
    mplp().manifests().archive(manifest.coreId());
    advance(TEN_DAYS);

    Sweep sweep = sweep(Retained.EXTENSIONS, Retained.NETWORKS, Retained.MANIFESTS);

    assertThat(sweep.removed())
        .isEqualTo(Map.of(Retained.EXTENSIONS, 1, Retained.NETWORKS, 1, Retained.MANIFESTS, 1));
    refused("EXTENSION_NOT_FOUND", () -> mplp().extensions().get(old.extensionId()));
    refused("NETWORK_NOT_FOUND", () -> mplp().networks().get(network.networkId()));
    refused("CORE_NOT_FOUND", () -> mplp().manifests().get(manifest.coreId()));
  }

  private Extension extension() {
    return mplp()
        .extensions()
        .create(
            Extension.builder(context().contextId(), "veto", ExtensionType.POLICY, "1.0.0")
                .build());
  }

  @Test
  void samplesAndIntegrations_goByAgeAndByNumber_inBatches() {
    record(8);
    advance(TEN_DAYS);
    record(7);

    Sweep byAge = sweep(Retained.SAMPLES, Retained.INTEGRATIONS);

    assertThat(byAge.removed()).isEqualTo(Map.of(Retained.SAMPLES, 8, Retained.INTEGRATIONS, 8));
    Sweep byNumber =
        sweep(
            RetentionPolicy.builder()
                .batch(2)
                .pause(Duration.ZERO)
                .keep(Retained.SAMPLES, Keep.last(2))
                .keep(Retained.INTEGRATIONS, Keep.last(3))
                .build());
    assertThat(byNumber.removed()).isEqualTo(Map.of(Retained.SAMPLES, 5, Retained.INTEGRATIONS, 4));
    assertThat(mplp().learning().list(SampleFilter.all(), null, 10).items())
        .extracting(sample -> sample.sample().sampleId())
        .as("the newest stay")
        .containsExactly(id(5), id(6));
    assertThat(mplp().integrations().list(IntegrationFilter.all(), null, 10).items()).hasSize(3);
    assertThat(tenantRecords("learning.deleted")).as("one for a batch").hasSize(3 + 3);
  }

  private void record(int count) {
    for (int i = 0; i < count; i++) {
      mplp()
          .learning()
          .record(
              CoreSample.builder(
                      count == 7 ? id(i) : UUID.randomUUID().toString(),
                      SampleFamily.PIPELINE_OUTCOME.wire(),
                      Instant.parse("2026-11-22T10:00:00Z"),
                      JsonObject.of("stage_id", "s1"),
                      JsonObject.of("status", "completed"))
                  .build(),
              SampleOrigin.NONE);
      mplp()
          .integrations()
          .record(
              null,
              ToolEvent.builder("eslint", ToolKind.LINTER, InvocationStatus.SUCCEEDED)
                  .exitCode(0L)
                  .build());
    }
  }

  private static String id(int number) {
    return "00000000-0000-4000-8000-00000000000" + number;
  }
}
