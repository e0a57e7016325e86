package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.flow.Flow;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.MissingHandler;
import dev.mplp.plan.Plan;
import dev.mplp.trace.Segment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is refused is told what it was about, and what to do. */
class RefusalsTest {

  private final Mplp mplp = MplpRuntime.builder().build();
  private final Context context = mplp.contexts().open("Loan", Root.of("finance", "staging"));

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  private Plan plan(String role) {
    return mplp.plans()
        .create(Plan.builder(context.contextId(), "Assess", "Decide").step("do", role).build());
  }

  private ExecutionId failed(Plan plan) throws Exception {
    return mplp.plans()
        .execute(plan.planId())
        .await(Duration.ofMinutes(1))
        .execution()
        .executionId();
  }

  private void failing(String role) {
    mplp.handlers()
        .register(role, call -> StepResult.failed(StepError.permanent("NO", "not today")));
  }

  @Test
  void sameIdentifier() {
    Plan plan = plan("clerk");
    assertThatThrownBy(() -> mplp.plans().create(plan))
        .hasMessageContaining("there is a plan " + plan.planId() + " already")
        .hasMessageContaining("an identifier of its own");
    assertThatThrownBy(() -> mplp.contexts().create(context))
        .hasMessageContaining("there is a context " + context.contextId() + " already")
        .hasMessageContaining("an identifier of its own");
  }

  @Test
  void closedContext() {
    mplp.contexts().close(context.contextId(), null);
    String closed = "context " + context.contextId() + " is closed for good";
    assertThatThrownBy(() -> plan("clerk"))
        .hasMessageContaining(closed + " and takes no more plans; open another context");
    assertThatThrownBy(() -> mplp.dialogs().open(context.contextId()))
        .hasMessageContaining(closed)
        .hasMessageContaining("module dialog; open another context");
  }

  @Test
  void suspendedContext() {
    Plan plan = plan("clerk");
    mplp.contexts().suspend(context.contextId(), null);
    assertThatThrownBy(() -> mplp.plans().execute(plan.planId()))
        .hasMessageContaining("context " + context.contextId() + " is suspended")
        .hasMessageContaining("activate it first");
  }

  @Test
  void missingHandler() {
    Plan plan = plan("astronomer");
    ExecutionOptions strict =
        ExecutionOptions.builder().missingHandler(MissingHandler.REFUSE).build();
    assertThatThrownBy(() -> mplp.plans().execute(plan.planId(), strict))
        .hasMessageContaining("plan " + plan.planId())
        .hasMessageContaining("register a handler for astronomer")
        .hasMessageContaining("MissingHandler.WAIT");
  }

  @Test
  void secondHandler() {
    mplp.handlers().register("clerk", call -> StepResult.completed());
    assertThatThrownBy(() -> mplp.handlers().register("clerk", call -> StepResult.completed()))
        .hasMessageContaining("clerk")
        .hasMessageContaining("close its registration first");
  }

  @Test
  void archivedPlan() throws Exception {
    failing("clerk");
    Plan plan = plan("clerk");
    ExecutionId execution = failed(plan);
    mplp.plans().archive(plan.planId());
    assertThatThrownBy(() -> mplp.plans().resume(execution))
        .hasMessageContaining("execution " + execution + " is of an archived plan")
        .hasMessageContaining("fork the plan");
    assertThatThrownBy(() -> mplp.plans().cancel(plan.planId(), null))
        .hasMessageContaining("plan " + plan.planId() + ", which is archived,")
        .hasMessageContaining("fork it");
  }

  @Test
  void executionThatHasNotFailed() throws Exception {
    mplp.handlers().register("clerk", call -> StepResult.completed());
    Plan plan = plan("clerk");
    ExecutionId execution = failed(plan);
    assertThatThrownBy(() -> mplp.plans().resume(execution))
        .hasMessageContaining("execution " + execution + " is completed")
        .hasMessageContaining("only an execution that failed is resumed");
  }

  @Test
  void updateOfAPlanThatIsOver() throws Exception {
    failing("clerk");
    Plan plan = plan("clerk");
    failed(plan);
    var read = mplp.plans().read(plan.planId());
    assertThatThrownBy(() -> mplp.plans().update(read.value(), read.version()))
        .hasMessageContaining("plan " + plan.planId() + " is failed")
        .hasMessageContaining("fork it and update the fork");
    assertThatThrownBy(() -> mplp.plans().revise(read.value(), read.version()))
        .hasMessageContaining("plan " + plan.planId() + " is failed and cannot become revised")
        .hasMessageContaining("fork it and change the fork");
    Plan draft = plan("clerk");
    assertThatThrownBy(() -> mplp.plans().revise(draft, 1))
        .hasMessageContaining("plan " + draft.planId() + " is draft and cannot become revised")
        .hasMessageContaining("is updated instead");
  }

  @Test
  void requiredModule() {
    CoreModule core = CoreModule.builder(ModuleName.CORE, "1.0.0", ModuleStatus.ENABLED).build();
    CoreModule plans =
        CoreModule.builder(ModuleName.PLAN, "1.0.0", ModuleStatus.ENABLED).required(true).build();
    CoreManifest manifest = CoreManifest.builder(List.of(core, plans)).build();
    assertThatThrownBy(
            () -> mplp.manifests().create(manifest.toBuilder().status(CoreStatus.ACTIVE).build()))
        .hasMessageContaining("core " + manifest.coreId() + " is active")
        .hasMessageContaining("activate it once it is created");
    mplp.manifests().activate(mplp.manifests().create(manifest).coreId());
    assertThatThrownBy(() -> disable(ModuleName.PLAN))
        .hasMessageContaining("module plan of core " + manifest.coreId())
        .hasMessageContaining("it is required there; activate a manifest that does not");
    assertThatThrownBy(() -> disable(ModuleName.CORE))
        .hasMessageContaining("without it no module could be enabled again");
  }

  private void disable(ModuleName module) {
    mplp.manifests().switchModule(module, ModuleStatus.DISABLED, null);
  }

  @Test
  void flowsThatDoNotFit() {
    Context one = Context.builder(Root.of("finance", "staging"), "one").build();
    Context two = Context.builder(Root.of("finance", "staging"), "two").build();
    assertThatThrownBy(() -> mplp.flows().importFlow(new Flow(List.of(one, one))))
        .hasMessageContaining("context " + one.contextId() + " twice; leave one of them out");
    assertThatThrownBy(() -> mplp.flows().importFlow(new Flow(List.of(one, two))))
        .hasMessageContaining("2 contexts, among them ")
        .hasMessageContaining("as a flow of its own");
    assertThatThrownBy(() -> mplp.flows().importFlow(new Flow(List.of())))
        .hasMessageContaining("add its context");
  }

  @Test
  void segments() throws Exception {
    mplp.handlers().register("clerk", RefusalsTest::trace);
    Plan plan = plan("clerk");
    mplp.plans().execute(plan.planId()).await(Duration.ofMinutes(1));
    assertThat(mplp.plans().get(plan.planId()).steps().get(0).status().wire())
        .isEqualTo("completed");
  }

  private static StepResult trace(StepCall call) {
    Segment segment = call.segment("ask");
    segment.cost(BigDecimal.ONE, "EUR");
    assertThatThrownBy(() -> segment.cost(BigDecimal.ONE, "USD"))
        .hasMessageContaining("segment \"ask\" are in EUR, not in USD")
        .hasMessageContaining("open another segment");
    assertThatThrownBy(() -> segment.tokens(-1, 0)).hasMessageContaining("segment \"ask\"");
    segment.close();
    assertThatThrownBy(() -> segment.attribute("a", 1))
        .hasMessageContaining("segment \"ask\" is closed")
        .hasMessageContaining("open another one");
    return StepResult.completed();
  }
}
