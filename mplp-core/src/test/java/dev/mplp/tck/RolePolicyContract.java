package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Governance;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RoleId;
import dev.mplp.model.Tenant;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Plan;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.Assignments;
import dev.mplp.role.Basis;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.EffectivePermission;
import dev.mplp.role.Permission;
import dev.mplp.role.Refusal;
import dev.mplp.role.Role;
import dev.mplp.role.Roles;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles, what they inherit and exclude, who holds them, and what they allow, with the reasons. */
public abstract class RolePolicyContract extends RoleKit {

  private static final Target NOTHING = Target.nothing();

  private Mplp mplp;
  private Roles roles;

  /** For the storages. */
  protected RolePolicyContract() {}

  @BeforeEach
  void open() {
    mplp = open(true);
    roles = mplp.roles();
  }

  private Assignment assign(String subject, Role role) {
    return assignments(mplp).assign(AssignmentDraft.of(subject, role.roleId()));
  }

  @Test
  void capability_coversItself_itsModule_itsAction_orAll() {
    assign("exact", role(mplp, "exact", "plan.create"));
    assign("module", role(mplp, "module", "plan.*"));
    assign("action", role(mplp, "action", "*.read"));
    assign("all", role(mplp, "all", "*"));
    assign("other", role(mplp, "other", "plan", "pla*", "deploy"));
    assertThat(may(mplp, "exact", "plan.create")).isTrue();
    assertThat(may(mplp, "exact", "plan.read")).isFalse();
    assertThat(may(mplp, "module", "plan.read")).isTrue();
    assertThat(may(mplp, "module", "planning.read")).isFalse();
    assertThat(may(mplp, "action", "trace.read")).isTrue();
    assertThat(may(mplp, "action", "trace.list")).isFalse();
    assertThat(may(mplp, "all", "invoice.pay")).isTrue();
    assertThat(may(mplp, "all", "deploy")).isTrue();
    assertThat(may(mplp, "other", "deploy")).isTrue();
    assertThat(may(mplp, "other", "plan.read")).isFalse();
    assertThatThrownBy(() -> may(mplp, "all", "plan.*"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> may(mplp, "all", "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                permissions(mplp)
                    .check(Principal.of(Tenant.of("elsewhere"), "all"), "plan.read", NOTHING))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allowed_saysByWhichRolesAndAssignments() {
    Role base = role(mplp, "base", "plan.read");
    Role clerk = role(mplp, "clerk", "plan.create");
    Role chief = role(mplp, "chief");
    roles.inherit(clerk.roleId(), base.roleId());
    roles.inherit(chief.roleId(), clerk.roleId());
    Assignment held =
        assignments(mplp)
            .assign(AssignmentDraft.of("ada", chief.roleId()).delegable(1).because("head"));
    assertThat(explain(mplp, "ada", "plan.read", NOTHING))
        .isEqualTo(
            new Permission.Allowed(
                "plan.read", List.of("chief", "clerk", "base"), new Basis.Assigned(List.of(held))))
        .extracting(Permission::message)
        .asString()
        .contains("role chief, which inherits from role clerk, which inherits from role base")
        .contains("assigned to ada by system");
    Assignment given =
        assignments(mplp.as(Principal.of("ada")))
            .delegate(held.assignmentId(), DelegationDraft.to("bob"));
    assertThat(explain(mplp, "bob", "plan.create", NOTHING))
        .isEqualTo(
            new Permission.Allowed(
                "plan.create", List.of("chief", "clerk"), new Basis.Assigned(List.of(held, given))))
        .extracting(Permission::message)
        .asString()
        .contains("then delegated to bob by ada");
    assertThat(permissions(mplp).explain(Principal.of("eve", "clerk"), "plan.create", NOTHING))
        .isEqualTo(
            new Permission.Allowed(
                "plan.create", List.of("clerk"), new Basis.NamedByHost("clerk")));
    roles.disinherit(clerk.roleId(), base.roleId());
    assertThat(may(mplp, "bob", "plan.read")).isFalse();
    assertThat(roles.inherited(clerk.roleId())).isEmpty();
    assertThat(roles.inherited(chief.roleId())).containsExactly(clerk.roleId());
  }

  @Test
  void denied_saysWhy() {
    Context loan = mplp.contexts().open("Loan", Root.of("finance", "staging"));
    Context other = mplp.contexts().open("Other", Root.of("finance", "staging"));
    Role clerk = role(mplp, "clerk", "plan.read");
    Role teller = role(mplp, "teller", "cash.pay");
    Plan plan = plan(loan);
    assertThat(refusals(mplp, Principal.of("ada"), "plan.read", NOTHING))
        .containsExactly(new Refusal.NoRole("ada"));
    assign("ada", teller);
    assertThat(refusals(mplp, Principal.of("ada"), "plan.read", NOTHING))
        .containsExactly(new Refusal.NotCovered("plan.read", List.of("teller")));
    Scope inLoan = Scope.context(loan.contextId());
    Assignment scoped =
        assignments(mplp).assign(AssignmentDraft.of("ada", clerk.roleId()).within(inLoan));
    Refusal outside = new Refusal.OutOfScope("clerk", scoped.assignmentId(), inLoan);
    assertThat(refusals(mplp, Principal.of("ada"), "plan.read", NOTHING)).containsExactly(outside);
    assertThat(refusals(mplp, Principal.of("ada"), "plan.read", Target.in(other.contextId())))
        .containsExactly(outside);
    assertThat(refusals(mplp, Principal.of("ada"), "plan.read", Target.of(plan(other).planId())))
        .containsExactly(outside);
    assertThat(explain(mplp, "ada", "plan.read", Target.of(plan.planId())).isAllowed()).isTrue();
    assertThat(explain(mplp, "ada", "plan.read", Target.in(loan.contextId())).isAllowed()).isTrue();
    Assignment single =
        assignments(mplp)
            .assign(AssignmentDraft.of("bob", clerk.roleId()).within(Scope.object(plan.planId())));
    assertThat(explain(mplp, "bob", "plan.read", Target.of(plan.planId())).isAllowed()).isTrue();
    assertThat(refusals(mplp, Principal.of("bob"), "plan.read", Target.of(PlanId.random())))
        .containsExactly(
            new Refusal.OutOfScope("clerk", single.assignmentId(), Scope.object(plan.planId())));
    assertThat(refusals(mplp, Principal.of("cid", "ghost"), "plan.read", NOTHING))
        .containsExactly(new Refusal.UnknownRole("ghost"));
    for (Refusal refusal :
        List.of(outside, new Refusal.NoRole("ada"), new Refusal.UnknownRole("ghost"))) {
      assertThat(refusal.message()).isNotBlank();
    }
  }

  private Plan plan(Context context) {
    return mplp.plans()
        .create(Plan.builder(context.contextId(), "Assess", "Decide").step("Score", "x").build());
  }

  @Test
  void assignment_endsWithItsTime_andTheLogTellsSo() {
    Instant end = fixture().open().now().plus(Duration.ofHours(1)).plusSeconds(1);
    Role clerk = role(mplp, "clerk", "plan.read");
    Assignment held =
        assignments(mplp).assign(AssignmentDraft.of("ada", clerk.roleId()).until(end));
    assertThat(may(mplp, "ada", "plan.read")).isTrue();
    fixture().advance(Duration.ofHours(1).plusSeconds(2));
    List<Refusal> refusals = refusals(mplp, Principal.of("ada"), "plan.read", NOTHING);
    assertThat(refusals)
        .containsAnyOf(
            new Refusal.Expired("clerk", held.assignmentId(), held.expiresAt()),
            new Refusal.NoRole("ada"));
    await("the assignment is removed", () -> assignmentsOf("ada").isEmpty());
    refused("ASSIGNMENT_NOT_FOUND", () -> assignments(mplp).get(held.assignmentId()));
    refused(
        "ALREADY_OVER",
        () -> assignments(mplp).assign(AssignmentDraft.of("ada", clerk.roleId()).until(end)));
    await("it is told", () -> records("role.unassigned").contains("expired"));
  }

  private List<Assignment> assignmentsOf(String subject) {
    return assignments(mplp).list(AssignmentFilter.ofSubject(subject), null, 10).items();
  }

  /** The causes that records of a type tell. */
  private List<String> records(String type) {
    return mplp.events().read(null, 0, 1000).stream()
        .filter(record -> record.type().equals(type))
        .map(record -> record.inline().data().asObject().string("cause").orElse(""))
        .toList();
  }

  @Test
  void cycle_isRefused_andShown() {
    Role a = role(mplp, "a");
    Role b = role(mplp, "b");
    Role c = role(mplp, "c");
    roles.inherit(a.roleId(), b.roleId());
    roles.inherit(a.roleId(), b.roleId());
    roles.inherit(b.roleId(), c.roleId());
    assertThat(refused("INHERITANCE_CYCLE", () -> roles.inherit(c.roleId(), a.roleId())))
        .hasMessageContaining("c -> a -> b -> c");
    assertThat(refused("INHERITANCE_CYCLE", () -> roles.inherit(a.roleId(), a.roleId())))
        .hasMessageContaining("a -> a");
    refused("ROLE_NOT_FOUND", () -> roles.inherit(a.roleId(), RoleId.random()));
    refused("ROLE_NOT_FOUND", () -> roles.inherited(RoleId.random()));
  }

  @Test
  void inheritance_isOnlySoDeepAndWide() {
    List<Role> chain = new ArrayList<>();
    for (int i = 0; i <= Roles.DEEPEST_INHERITANCE; i++) {
      chain.add(role(mplp, "level " + i, "module.action" + i));
    }
    // half from below and half from above, joined in the middle
    for (int i : new int[] {0, 1, 2, 3, 9, 8, 7, 6, 5, 4}) {
      roles.inherit(chain.get(i).roleId(), chain.get(i + 1).roleId());
    }
    assign("ada", chain.get(0));
    assertThat(may(mplp, "ada", "module.action" + Roles.DEEPEST_INHERITANCE)).isTrue();
    Role more = role(mplp, "more");
    refused("INHERITANCE_LIMIT", () -> roles.inherit(more.roleId(), chain.get(0).roleId()));
    refused("INHERITANCE_LIMIT", () -> roles.inherit(chain.get(10).roleId(), more.roleId()));
    for (int i = 0; i < Roles.MOST_PARENTS; i++) {
      roles.inherit(more.roleId(), role(mplp, "parent " + i).roleId());
    }
    Role last = role(mplp, "one parent more");
    refused("INHERITANCE_LIMIT", () -> roles.inherit(more.roleId(), last.roleId()));
  }

  @Test
  void rolesThatExcludeEachOther_areHeldByNobodyTogether() {
    Role payer = role(mplp, "payer", "cash.pay");
    Role auditor = role(mplp, "auditor", "cash.audit");
    Role chief = role(mplp, "chief");
    assign("ada", payer);
    roles.exclude(payer.roleId(), auditor.roleId(), "nobody audits himself");
    assertThat(roles.exclusions(auditor.roleId()))
        .singleElement()
        .satisfies(one -> assertThat(one.other()).isEqualTo(payer.roleId()))
        .satisfies(one -> assertThat(one.reason()).isEqualTo("nobody audits himself"));
    assertThat(refused("DUTIES_CONFLICT", () -> assign("ada", auditor)))
        .hasMessageContaining("nobody audits himself");
    refused("DUTIES_CONFLICT", () -> roles.inherit(payer.roleId(), auditor.roleId()));
    // by a way that nobody looks at all subjects for: neither counts any more
    assign("ada", chief);
    roles.inherit(chief.roleId(), auditor.roleId());
    assertThat(refusals(mplp, Principal.of("ada"), "cash.pay", NOTHING))
        .containsExactly(new Refusal.Excluded("payer", "auditor", "nobody audits himself"));
    assertThat(refusals(mplp, Principal.of("ada"), "cash.audit", NOTHING))
        .containsExactly(new Refusal.Excluded("auditor", "payer", "nobody audits himself"));
    assertThat(refusals(mplp, Principal.of("bob", "payer", "chief"), "cash.pay", NOTHING))
        .containsExactly(new Refusal.Excluded("payer", "auditor", "nobody audits himself"));
    refused(
        "DUTIES_CONFLICT",
        () -> roles.exclude(chief.roleId(), auditor.roleId(), "one is part of the other"));
    roles.endExclusion(auditor.roleId(), payer.roleId());
    roles.endExclusion(auditor.roleId(), payer.roleId());
    assertThat(may(mplp, "ada", "cash.pay")).isTrue();
    assertThat(roles.exclusions(payer.roleId())).isEmpty();
    assertThatThrownBy(() -> roles.exclude(payer.roleId(), payer.roleId(), "itself"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> roles.exclude(payer.roleId(), auditor.roleId(), " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void role_thatIsHeldOrInherited_isNotPurged() {
    Role base = role(mplp, "base", "plan.read");
    Role clerk = role(mplp, "clerk");
    Role rival = role(mplp, "rival");
    roles.inherit(clerk.roleId(), base.roleId());
    roles.exclude(clerk.roleId(), rival.roleId(), "rivals");
    Assignment held = assign("ada", clerk);
    assertThat(refused("ROLE_IN_USE", () -> roles.purge(base.roleId())))
        .hasMessageContaining("inherited");
    assertThat(refused("ROLE_IN_USE", () -> roles.purge(clerk.roleId())))
        .hasMessageContaining("ada");
    assignments(mplp).revoke(held.assignmentId(), "she left");
    roles.purge(clerk.roleId());
    roles.purge(base.roleId());
    assertThat(roles.exclusions(rival.roleId())).isEmpty();
    assertThat(refusals(mplp, Principal.of("bob", "clerk"), "plan.read", NOTHING))
        .containsExactly(new Refusal.UnknownRole("clerk"));
    Role again = role(mplp, "clerk", "plan.read");
    assertThat(permissions(mplp).check(Principal.of("bob", "clerk"), "plan.read", NOTHING))
        .isTrue();
    assertThat(roles.inherited(again.roleId())).isEmpty();
  }

  @Test
  void lockedRole_getsNoOtherTies_unlessOverridden() {
    Role base = role(mplp, "base", "plan.read");
    Role clerk =
        roles.create(
            Role.builder("clerk").governance(Governance.builder().locked(true).build()).build());
    refused("LOCKED", () -> roles.inherit(clerk.roleId(), base.roleId()));
    refused("LOCKED", () -> roles.exclude(base.roleId(), clerk.roleId(), "no"));
    mplp.overridingLocks("new law").roles().inherit(clerk.roleId(), base.roleId());
    assertThat(roles.inherited(clerk.roleId())).containsExactly(base.roleId());
    refused("LOCKED", () -> roles.disinherit(clerk.roleId(), base.roleId()));
  }

  @Test
  void assignments_areListedByWhatTheyHave_andAreBounded() {
    Role clerk = role(mplp, "clerk", "plan.read");
    Role chief = role(mplp, "chief", "plan.read");
    Assignment first = assign("ada", clerk);
    Assignment second = assign("ada", chief);
    Assignment third = assign("bob", clerk);
    Assignments all = assignments(mplp);
    assertThat(all.get(first.assignmentId())).isEqualTo(first);
    assertThat(all.list(AssignmentFilter.all(), null, 10).items())
        .containsExactly(first, second, third);
    assertThat(all.list(AssignmentFilter.ofSubject("ada"), null, 10).items())
        .containsExactly(first, second);
    assertThat(all.list(AssignmentFilter.ofRole(clerk.roleId()), null, 10).items())
        .containsExactly(first, third);
    assertThat(all.list(AssignmentFilter.givenBy("system"), null, 2).hasNext()).isTrue();
    assertThat(all.list(AssignmentFilter.givenBy("eve"), null, 2).items()).isEmpty();
    refused("ROLE_NOT_FOUND", () -> all.assign(AssignmentDraft.of("eve", RoleId.random())));
    refused(
        "CONTEXT_NOT_FOUND",
        () ->
            all.assign(
                AssignmentDraft.of("eve", clerk.roleId())
                    .within(Scope.context(ContextId.random()))));
    for (int i = 0; i < Assignments.MOST_OF_A_SUBJECT; i++) {
      assign("max", clerk);
    }
    refused("TOO_MANY", () -> assign("max", clerk));
    assertThat(may(mplp, "max", "plan.read")).isTrue();
  }

  @Test
  void effectivePermissions_areListedPageByPage() {
    Role base = role(mplp, "base", "plan.read", "plan.list");
    Role clerk = role(mplp, "clerk", "plan.create", "plan.read");
    roles.inherit(clerk.roleId(), base.roleId());
    Assignment held = assign("ada", clerk);
    Principal ada = Principal.of("ada", "base", "ghost");
    Basis assigned = new Basis.Assigned(List.of(held));
    Basis named = new Basis.NamedByHost("base");
    List<EffectivePermission> found = new ArrayList<>();
    Cursor next = null;
    do {
      Page<EffectivePermission> page = permissions(mplp).effective(ada, next, 2);
      found.addAll(page.items());
      next = page.next();
    } while (next != null);
    assertThat(found)
        .containsExactly(
            effective("plan.create", assigned, "clerk"),
            effective("plan.read", assigned, "clerk"),
            effective("plan.list", assigned, "clerk", "base"),
            effective("plan.read", named, "base"),
            effective("plan.list", named, "base"));
    Cursor old = permissions(mplp).effective(ada, null, 2).next();
    assign("eve", base);
    refused("INVALID_CURSOR", () -> permissions(mplp).effective(ada, old, 2));
  }

  private static EffectivePermission effective(String capability, Basis basis, String... path) {
    return new EffectivePermission(capability, Scope.everywhere(), List.of(path), null, basis);
  }

  @Test
  void changesAtTheSameTime_leaveNoCycle_andLoseNothing() {
    int threads = 6;
    List<Role> ring = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      ring.add(role(mplp, "ring " + i, "module.action" + i));
    }
    List<Boolean> closed =
        Contention.run(
            threads,
            number -> {
              assign("subject " + number, ring.get(number));
              try {
                roles.inherit(ring.get(number).roleId(), ring.get((number + 1) % threads).roleId());
                return true;
              } catch (ConflictException e) {
                assertThat(e.code()).isEqualTo("INHERITANCE_CYCLE");
                return false;
              }
            });
    assertThat(closed).containsOnlyOnce(false);
    for (int i = 0; i < threads; i++) {
      assertThat(may(mplp, "subject " + i, "module.action" + i)).isTrue();
    }
  }

  @Test
  void changeOfARole_countsAtOnce_whateverIsKnown() {
    Mplp cached = open(false);
    Role clerk = role(cached, "clerk", "plan.read");
    assignments(cached).assign(AssignmentDraft.of("ada", clerk.roleId()));
    for (int i = 0; i < 20; i++) {
      assertThat(may(cached, "ada", "plan.create")).isFalse();
      cached.roles().grant(clerk.roleId(), "plan.create");
      assertThat(may(cached, "ada", "plan.create")).isTrue();
      cached.roles().revoke(clerk.roleId(), "plan.create");
    }
    Versioned<Role> read = cached.roles().read(clerk.roleId());
    Role none = read.value().toBuilder().capabilities(List.of()).build();
    cached.roles().update(none, read.version());
    assertThat(may(cached, "ada", "plan.read")).isFalse();
  }
}
