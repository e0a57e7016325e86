package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.context.Root;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogFilter;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.ContextId;
import dev.mplp.model.CoreId;
import dev.mplp.model.DialogId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RoleId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Budget;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanFilter;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.Refusal;
import dev.mplp.role.Role;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Callers choose ids: what is done to an object of one module is never allowed by a role for
 * something else of the same id.
 */
public abstract class ScopeContract extends RoleKit {

  private static final Principal ROOT = Principal.of("root");
  private static final Principal CHIEF = Principal.of("chief");

  private Mplp mplp;
  private Role all;
  private ContextId loan;
  private ContextId other;

  /** For the storages. */
  protected ScopeContract() {}

  @BeforeEach
  void open() {
    mplp = openByRoles();
    all = role(mplp.as(ROOT), "all", "*");
    assignments(mplp.as(ROOT)).assign(AssignmentDraft.of("chief", all.roleId()));
    loan = chief().contexts().open("Loan", Root.of("finance", "staging")).contextId();
    other = chief().contexts().open("Other", Root.of("finance", "staging")).contextId();
  }

  private Mplp chief() {
    return mplp.as(CHIEF);
  }

  private Mplp as(String subject) {
    return mplp.as(Principal.of(subject));
  }

  /** Whoever has this in one place only has no assignments of his own to deal with. */
  private void mayDelegate(String subject) {
    Role delegates = role(chief(), "delegates of " + subject, "role.delegate");
    assignments(chief()).assign(AssignmentDraft.of(subject, delegates.roleId()));
  }

  private Assignment allWithin(String subject, Scope scope) {
    return assignments(chief())
        .assign(AssignmentDraft.of(subject, all.roleId()).within(scope).delegable(1));
  }

  private Plan plan(ContextId contextId, PlanId id) {
    return chief()
        .plans()
        .create(Plan.builder(contextId, "Assess", "Decide").planId(id).step("Score", "x").build());
  }

  private void dialog(ContextId contextId, PlanId sameId) {
    chief()
        .dialogs()
        .create(Dialog.builder(contextId).dialogId(new DialogId(sameId.uuid())).build());
  }

  @Test
  void everythingInAContext_isNothingOfTheTenant_whateverItsId() {
    allWithin("ada", Scope.context(loan));
    RoleId sameId = new RoleId(loan.uuid());
    Role taken = Role.builder("taken").roleId(sameId).capabilities(List.of("*")).build();
    refused("PERMISSION_DENIED", () -> as("ada").roles().create(taken));
    refused("PERMISSION_DENIED", () -> as("ada").contexts().open("New", Root.of("a", "b")));
    CoreManifest manifest =
        CoreManifest.builder(
                List.of(CoreModule.builder(ModuleName.PLAN, "1.0.0", ModuleStatus.ENABLED).build()))
            .coreId(new CoreId(loan.uuid()))
            .build();
    refused("PERMISSION_DENIED", () -> as("ada").manifests().create(manifest));
    chief().roles().create(taken);
    refused("PERMISSION_DENIED", () -> as("ada").roles().grant(sameId, "plan.read"));
    refused("PERMISSION_DENIED", () -> as("ada").roles().purge(sameId));
    refused(
        "PERMISSION_DENIED",
        () -> assignments(as("ada")).assign(AssignmentDraft.of("ada", sameId)));
    refused("PERMISSION_DENIED", () -> as("ada").learning().get(loan.value()));
    assertThat(as("ada").contexts().get(loan).contextId()).isEqualTo(loan);
  }

  @Test
  void roleOnAnObject_coversNoOtherOfTheSameId_andMakesNothing() {
    PlanId id = PlanId.random();
    plan(loan, id);
    dialog(other, id);
    Scope onPlan = Scope.object(id);
    Assignment held = allWithin("ada", onPlan);
    assertThat(onPlan).hasToString("on plan " + id);
    assertThat(as("ada").plans().get(id).planId()).isEqualTo(id);
    DialogId sameId = new DialogId(id.uuid());
    refused("PERMISSION_DENIED", () -> as("ada").dialogs().get(sameId));
    Refusal outside = new Refusal.OutOfScope("all", held.assignmentId(), onPlan);
    Principal ada = Principal.of("ada");
    assertThat(refusals(chief(), ada, "dialog.read", Target.of(sameId))).containsExactly(outside);
    assertThat(refusals(chief(), ada, "plan.create", Target.of(id))).containsExactly(outside);
    assertThat(refusals(chief(), ada, "plan.read", Target.of(PlanId.random())))
        .containsExactly(outside);
    assertThat(refusals(chief(), ada, "plan.read", new Target(null, id.value(), null)))
        .containsExactly(outside);
    chief().plans().cancel(id, "over");
    chief().plans().archive(id);
    as("ada").plans().purge(id);
    Plan again = Plan.builder(loan, "Again", "Decide").planId(id).step("Score", "x").build();
    refused("PERMISSION_DENIED", () -> as("ada").plans().create(again));
  }

  @Test
  void delegation_goesByModuleAndId() {
    PlanId id = PlanId.random();
    plan(other, id);
    dialog(loan, id);
    mayDelegate("ada");
    AssignmentId held = allWithin("ada", Scope.context(loan)).assignmentId();
    refused(
        "NOT_DELEGABLE",
        () ->
            assignments(as("ada"))
                .delegate(held, DelegationDraft.to("bob").within(Scope.object(id))));
    DialogId sameId = new DialogId(id.uuid());
    assignments(as("ada")).delegate(held, DelegationDraft.to("bob").within(Scope.object(sameId)));
    assertThat(as("bob").dialogs().get(sameId).contextId()).isEqualTo(loan);
    refused("PERMISSION_DENIED", () -> as("bob").plans().get(id));
  }

  @Test
  void whatWasDelegated_countsOnlyWhereItsSourceDoes() {
    PlanId id = PlanId.random();
    plan(loan, id);
    mayDelegate("ada");
    Scope inLoan = Scope.context(loan);
    AssignmentId held = allWithin("ada", inLoan).assignmentId();
    assignments(as("ada")).delegate(held, DelegationDraft.to("bob").within(Scope.object(id)));
    assertThat(as("bob").plans().get(id).contextId()).isEqualTo(loan);
    chief().plans().cancel(id, "over");
    chief().plans().archive(id);
    chief().plans().purge(id);
    plan(other, id);
    assertThat(refusals(chief(), Principal.of("bob"), "plan.read", Target.of(id)))
        .containsExactly(new Refusal.OutOfScope("all", held, inLoan));
  }

  @Test
  void assignmentOnAnObjectOfNoModule_asWasStoredBefore_countsNowhere() {
    PlanId id = PlanId.random();
    plan(loan, id);
    AssignmentId old = AssignmentId.random();
    String body =
        """
        {"assignment_id": "%s", "subject": "ada", "role_id": "%s", "delegable": 1,
         "given_by": "chief", "given_at": "2026-01-02T03:04:05Z", "object_id": "%s"}
        """
            .formatted(old, all.roleId(), id);
    ChangeSet set =
        ChangeSet.builder("default")
            .add(
                new Change.PutDocument(
                    "role-assignment",
                    old.value(),
                    0,
                    body.getBytes(StandardCharsets.UTF_8),
                    Map.of("subject", "ada", "role_id", all.roleId().value())))
            .build();
    assertThat(fixture().open().commit(set).isCommitted()).isTrue();
    List<Refusal> refusals = refusals(chief(), Principal.of("ada"), "plan.read", Target.of(id));
    assertThat(refusals)
        .containsExactly(new Refusal.OutOfScope("all", old, new Scope.OnObject(null, id.value())));
    assertThat(refusals.get(0).message())
        .isEqualTo(
            "role all counts only on object "
                + id
                + " of a module that is not named, which is nowhere ("
                + old
                + ')');
    mayDelegate("ada");
    refused("NOT_DELEGABLE", () -> assignments(as("ada")).delegate(old, DelegationDraft.to("bob")));
    assertThatThrownBy(
            () ->
                AssignmentDraft.of("ada", all.roleId())
                    .within(new Scope.OnObject(null, id.value())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names its module");
  }

  @Test
  void scope_namesAnObjectThatIsThere() {
    AssignmentDraft draft = AssignmentDraft.of("ada", all.roleId());
    refused(
        "PLAN_NOT_FOUND",
        () -> assignments(chief()).assign(draft.within(Scope.object(PlanId.random()))));
    refused(
        "CONTEXT_NOT_FOUND",
        () -> assignments(chief()).assign(draft.within(Scope.context(ContextId.random()))));
    assertThatThrownBy(() -> Scope.object(StepId.random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StepId");
  }

  @Test
  void executionThatIsNotThere_isToldToWhoMayLookEverywhere() {
    allWithin("ada", Scope.context(loan));
    ExecutionId none = ExecutionId.random();
    List<Consumer<Mplp>> calls =
        List.of(
            mplp -> mplp.plans().execution(none),
            mplp -> mplp.plans().resume(none),
            mplp -> mplp.plans().changeBudget(none, Budget.COUNTED),
            mplp -> mplp.compensations().get(none),
            mplp -> mplp.flows().exportExecution(none));
    for (Consumer<Mplp> call : calls) {
      refused("PERMISSION_DENIED", () -> call.accept(as("ada")));
      refused("EXECUTION_NOT_FOUND", () -> call.accept(chief()));
    }
  }

  @Test
  void export_takesReadingEachObject() {
    dialog(loan, PlanId.random());
    Role exports = role(chief(), "exports", "flow.export", "context.read");
    assignments(chief())
        .assign(AssignmentDraft.of("ada", exports.roleId()).within(Scope.context(loan)));
    assertThat(refused("PERMISSION_DENIED", () -> as("ada").flows().exportContext(loan)))
        .hasMessageContaining("dialog.read");
    chief().roles().grant(exports.roleId(), "dialog.read");
    assertThat(as("ada").flows().exportContext(loan).objects()).hasSize(2);
    refused("PERMISSION_DENIED", () -> as("ada").flows().exportContext(other));
  }

  @Test
  void roleInAContext_listsWhatIsInIt() {
    allWithin("ada", Scope.context(loan));
    PlanId id = PlanId.random();
    plan(loan, id);
    Mplp ada = as("ada");
    assertThat(ada.plans().list(PlanFilter.all().withContext(loan), null, 5).items()).hasSize(1);
    assertThat(ada.dialogs().list(DialogFilter.all().withContext(loan), null, 5).items()).isEmpty();
    assertThat(ada.confirms().list(ConfirmFilter.all().withContext(loan), null, 5).items())
        .isEmpty();
    refused(
        "PERMISSION_DENIED", () -> ada.plans().list(PlanFilter.all().withContext(other), null, 5));
    refused("PERMISSION_DENIED", () -> ada.plans().list(PlanFilter.all(), null, 5));
    refused("PERMISSION_DENIED", () -> ada.dialogs().list(DialogFilter.all(), null, 5));
  }
}
