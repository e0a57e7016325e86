package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Feed;
import dev.mplp.event.Watch;
import dev.mplp.learning.RecordedSample;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.DeniedAct;
import dev.mplp.role.DeniedFilter;
import dev.mplp.role.Role;
import dev.mplp.role.Scope;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Several processes in which the roles decide: about calls, about handlers, and what is recorded.
 */
public abstract class RoleReplicasContract extends RoleKit {

  private static final Principal ROOT = Principal.of("root");
  private static final Principal ADA = Principal.of("ada");

  /** For the storages. */
  protected RoleReplicasContract() {}

  private static Role given(Mplp mplp, String subject, String... capabilities) {
    Mplp root = mplp.as(ROOT);
    Role role = role(root, "role of " + subject, capabilities);
    assignments(root).assign(AssignmentDraft.of(subject, role.roleId()));
    return role;
  }

  private static void denied(String capability, ThrowingCallable call) {
    assertThat(refused("PERMISSION_DENIED", call))
        .isInstanceOf(PermissionDeniedException.class)
        .hasMessageContaining(capability);
  }

  @Test
  void revocation_countsHereAtOnce_andElsewhereSoon() {
    Mplp here = openByRoles();
    Mplp elsewhere = openByRoles();
    Role clerk = role(here.as(ROOT), "clerk", "context.create");
    for (int i = 0; i < 10; i++) {
      Assignment held =
          assignments(here.as(ROOT)).assign(AssignmentDraft.of("ada", clerk.roleId()));
      here.as(ADA).contexts().open("Loan", Root.of("finance", "staging"));
      await("known elsewhere", () -> isAllowed(elsewhere));
      assignments(here.as(ROOT)).revoke(held.assignmentId(), "she left");
      assertThat(isAllowed(here)).isFalse();
      await("revoked elsewhere", () -> !isAllowed(elsewhere));
    }
  }

  private static boolean isAllowed(Mplp mplp) {
    try {
      mplp.as(ADA)
          .contexts()
          .create(Context.builder(Root.of("finance", "staging"), "Loan").build());
      return true;
    } catch (PermissionDeniedException e) {
      return false;
    }
  }

  @Test
  void roleInAContext_allowsWhatIsMadeThere_andNothingElse() {
    Mplp mplp = openByRoles();
    given(mplp, "chief", "context.*");
    Mplp chief = mplp.as(Principal.of("chief"));
    ContextId loan = chief.contexts().open("Loan", Root.of("finance", "staging")).contextId();
    ContextId other = chief.contexts().open("Other", Root.of("finance", "staging")).contextId();
    Role planner = role(mplp.as(ROOT), "planner", "plan.*", "event.read");
    assignments(mplp.as(ROOT))
        .assign(AssignmentDraft.of("ada", planner.roleId()).within(Scope.context(loan)));
    Mplp ada = mplp.as(ADA);
    Plan plan = ada.plans().create(plan(loan));
    assertThat(ada.plans().get(plan.planId())).isEqualTo(plan);
    assertThat(ada.events().read(loan, 0, 10)).isNotNull();
    denied("plan.create", () -> ada.plans().create(plan(other)));
    denied("event.read", () -> ada.events().read(other, 0, 10));
    denied("event.read", () -> ada.events().read(null, 0, 10));
    denied("context.read", () -> ada.contexts().get(loan));
  }

  private static Plan plan(ContextId contextId) {
    return Plan.builder(contextId, "Assess", "Decide").step("Score", "clerk").build();
  }

  @Test
  void watch_tellsNothingMore_onceItsCallerMayNotSeeIt() {
    Mplp mplp = openByRoles();
    given(mplp, "chief", "*");
    Mplp chief = mplp.as(Principal.of("chief"));
    ContextId loan = chief.contexts().open("Loan", Root.of("f", "s")).contextId();
    PlanId plan = chief.plans().create(plan(loan)).planId();
    Role reader = role(mplp.as(ROOT), "reader", "plan.read", "event.read", "learning.read");
    Assignment held =
        assignments(mplp.as(ROOT))
            .assign(AssignmentDraft.of("ada", reader.roleId()).within(Scope.context(loan)));
    Mplp ada = mplp.as(ADA);
    Watch ofPlan = ada.plans().watch(plan, 0);
    Watch ofContext = ada.events().watch(EventFilter.in(loan), 0);
    Feed<RecordedSample> samples = ada.learning().watch(loan, 0);
    await("it is told", () -> !ofPlan.next(Duration.ofMillis(50)).isEmpty());
    assertThat(ofContext.next(Duration.ofSeconds(20))).isNotEmpty();
    assertThat(samples.next(Duration.ZERO)).isEmpty();
    long position = ofPlan.position();
    chief.plans().cancel(plan, "over");
    assignments(mplp.as(ROOT)).revoke(held.assignmentId(), "she left");
    denied("plan.read", () -> ofPlan.next(Duration.ofSeconds(20)));
    denied("event.read", () -> ofContext.next(Duration.ofSeconds(20)));
    denied("learning.read", () -> samples.next(Duration.ofSeconds(20)));
    assertThat(ofPlan.position()).isEqualTo(position);
  }

  @Test
  void handler_mayDoWhatItsPrincipalMay() throws InterruptedException {
    ApprovalRequest request = ApprovalRequest.of(Approver.subject("eve"));
    Map<String, StepHandler> handlers =
        Map.of(
            "step.trace",
            call -> {
              call.segment("work").close();
              return StepResult.completed();
            },
            "step.read",
            call -> {
              assertThat(call.memory()).isNotNull();
              return StepResult.completed();
            },
            "step.decision",
            call -> {
              assertThat(call.decision("pay", request)).isEmpty();
              return StepResult.completed();
            },
            "step.ask",
            call -> StepResult.ask("pay", request),
            "step.grow",
            call -> StepResult.completedAdding(PlanStep.builder("More").build()));
    Mplp mplp = openByRoles();
    handlers.forEach((name, handler) -> mplp.handlers().register(name, handler));
    given(mplp, "ada", "context.*", "plan.*");
    ContextId loan = mplp.as(ADA).contexts().open("Loan", Root.of("f", "s")).contextId();
    for (String capability : handlers.keySet()) {
      Plan plan =
          mplp.as(ADA)
              .plans()
              .create(Plan.builder(loan, "Assess", "Decide").step("Do", capability).build());
      Execution execution = mplp.as(ADA).plans().execute(plan.planId());
      ExecutionResult result = execution.await(Duration.ofSeconds(20));
      assertThat(result.isCompleted()).as(capability).isFalse();
      DeniedAct act =
          permissions(mplp.as(ROOT))
              .denied(DeniedFilter.ofCapability(capability), null, 10)
              .items()
              .get(0);
      assertThat(act.subject()).isEqualTo("ada");
      assertThat(act.count()).as("tried once").isEqualTo(1);
      assertThat(act.lastObject()).isEqualTo(plan.planId().value());
    }
    Role more = role(mplp.as(ROOT), "handlers", "step.*");
    assignments(mplp.as(ROOT)).assign(AssignmentDraft.of("ada", more.roleId()));
    for (String capability : List.of("step.trace", "step.read", "step.decision")) {
      Plan plan =
          mplp.as(ADA)
              .plans()
              .create(Plan.builder(loan, "Assess", "Decide").step("Do", capability).build());
      Execution execution = mplp.as(ADA).plans().execute(plan.planId());
      assertThat(execution.await(Duration.ofSeconds(20)).isCompleted()).as(capability).isTrue();
    }
  }

  @Test
  void whatAServiceRefusesByItsOwnRules_isRecorded() {
    Mplp mplp = openByRoles();
    given(mplp, "ada", "*");
    given(mplp, "bob", "plan.read");
    Mplp ada = mplp.as(ADA);
    ContextId loan = ada.contexts().open("Loan", Root.of("f", "s")).contextId();
    Plan plan = ada.plans().create(plan(loan));
    ApprovalRequest request = ApprovalRequest.of(Approver.subject("eve"));
    Gates gates = Gates.NONE.beforePlan(request);
    ada.plans().execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
    ConfirmId asked = ada.confirms().list(ConfirmFilter.all(), null, 5).items().get(0).confirmId();
    String digest = ada.confirms().get(asked).digest();
    denied("confirm " + asked, () -> ada.confirms().approve(asked, digest, null));
    AssignmentId held =
        assignments(ada)
            .list(AssignmentFilter.ofSubject("bob"), null, 5)
            .items()
            .get(0)
            .assignmentId();
    denied("another subject", () -> assignments(ada).delegate(held, DelegationDraft.to("eve")));
    assertThat(permissions(ada).denied(DeniedFilter.ofSubject("ada"), null, 10).items())
        .extracting(DeniedAct::capability, DeniedAct::lastObject)
        .containsExactly(
            tuple("confirm.approve", asked.value()), tuple("role.delegate", held.value()));
  }

  @Test
  void flood_writesLittle_andIsCounted() {
    Mplp mplp = openByRoles();
    Storage storage = fixture().open();
    int subjects = 150;
    int tries = 40;
    for (int i = 0; i < subjects; i++) {
      Mplp eve = mplp.as(Principal.of("eve " + i));
      for (int k = 0; k < tries; k++) {
        denied("context.read", () -> eve.contexts().get(ContextId.random()));
      }
    }
    List<DeniedAct> acts = permissions(mplp.as(ROOT)).denied(DeniedFilter.all(), null, 500).items();
    assertThat(acts).hasSizeBetween(100, 140); // 100 at once, then one a second
    assertThat(acts.get(0).subject()).isEqualTo("eve 0");
    assertThat(acts.get(0).count()).isEqualTo(1);
    assertThat(acts.get(0).lastReason()).contains("holds no role");
    assertThat(permissions(mplp.as(ROOT)).denied(DeniedFilter.ofSubject("eve 7"), null, 5).items())
        .singleElement()
        .satisfies(act -> assertThat(act.firstAt()).isBeforeOrEqualTo(storage.now()));
  }

  @Test
  void counted_isToldWhenTheProcessCloses() {
    Mplp mplp = openByRoles();
    for (int k = 0; k < 40; k++) {
      denied("context.read", () -> mplp.as(ADA).contexts().get(ContextId.random()));
    }
    mplp.close(Duration.ofSeconds(5));
    Mplp next = openByRoles();
    assertThat(permissions(next.as(ROOT)).denied(DeniedFilter.ofSubject("ada"), null, 5).items())
        .singleElement()
        .satisfies(act -> assertThat(act.count()).isEqualTo(40));
  }
}
