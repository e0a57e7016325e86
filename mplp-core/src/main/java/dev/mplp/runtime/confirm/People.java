package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.Seat;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.Principal;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import dev.mplp.runtime.approval.Assigned;
import dev.mplp.runtime.approval.Person;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.role.HeldRoles;
import dev.mplp.runtime.role.RolePolicy;
import dev.mplp.spi.Change;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A caller as somebody who decides, in the roles that count for what is decided: those of the whole
 * tenant, of its Context, of the object that it is about, and of the Confirm itself.
 */
final class People {

  private final Caller caller;
  private final RolePolicy roles;

  People(Caller caller, RolePolicy roles) {
    this.caller = caller;
    this.roles = roles;
  }

  /**
   * The caller who acts on an approval.
   *
   * @param person in the roles that are held at one moment
   * @param unchanged belongs in the commit of the act, which conflicts when roles or assignments
   *     were changed after that moment; nothing where none of the roles matters
   */
  record Acting(Person person, List<Change> unchanged) {}

  /** The caller who acts, of a look at roles and assignments that is taken now. */
  Acting acting(ApprovalRecord record, Instant now) {
    Set<String> asked = asked(record.policy());
    if (asked.isEmpty()) {
      return new Acting(new Person(caller.subject(), Set.of()), List.of());
    }
    HeldRoles held = roles.held(caller.principal(), now, true);
    Gate gate = record.gate();
    Place place =
        new Place(record.confirmId(), gate.contextId(), gate.targetType(), gate.targetId());
    Assigned assigned =
        (subject, role) ->
            names(roles.held(Principal.of(caller.principal().tenant(), subject), now, true), place)
                .contains(role);
    Person person = new Person(caller.subject(), names(held, place), assigned);
    boolean matters =
        !Collections.disjoint(asked, person.roles())
            || record.course().delegations().stream()
                .anyMatch(d -> d.to().equals(caller.subject()) && !d.bound().isEmpty());
    return new Acting(person, matters ? held.unchanged() : List.of());
  }

  /** The roles that a policy asks in any stage and level. */
  private static Set<String> asked(ApprovalPolicy policy) {
    Stream<ApprovalStage> levels =
        policy.expiry() instanceof Expiry.Escalate escalate
            ? escalate.chain().stream().map(Expiry.Level::stage)
            : Stream.of();
    return Stream.concat(policy.stages().stream(), levels)
        .flatMap(stage -> stage.seats().stream())
        .map(Seat::approver)
        .filter(approver -> approver.kind() == Approver.Kind.ROLE)
        .map(Approver::name)
        .collect(Collectors.toSet());
  }

  /** Where roles have to count: what is decided, and what it is about. */
  private record Place(
      ConfirmId confirmId, ContextId contextId, ConfirmTarget type, ObjectId targetId) {

    private Target confirm() {
      return new Target(ModuleName.CONFIRM, confirmId.value(), contextId);
    }

    private Target about() {
      return new Target(module(), targetId.value(), contextId);
    }

    /** A role on one object counts for objects of a known module. */
    private ModuleName module() {
      return switch (type) {
        case CONTEXT -> ModuleName.CONTEXT;
        case PLAN -> ModuleName.PLAN;
        case TRACE -> ModuleName.TRACE;
        case EXTENSION -> ModuleName.EXTENSION;
        case OTHER -> ModuleName.COLLAB; // of the objects that are asked for, Collabs have no type
      };
    }
  }

  private Set<String> names(HeldRoles held, Place place) {
    Target confirm = place.confirm();
    Target about = place.about();
    return held.names(
        scope ->
            isWithin("confirm.approve", confirm, scope) || isWithin("plan.approve", about, scope));
  }

  private boolean isWithin(String capability, Target target, Scope scope) {
    return roles.isWithin(caller.tenant(), capability, target, scope);
  }

  /** The caller who looks at what waits. */
  Looking looking(Instant now) {
    return new Looking(roles.held(caller.principal(), now, false));
  }

  /** A caller who looks at what waits, in the roles that are held at one moment. */
  final class Looking {

    private final HeldRoles held;

    private Looking(HeldRoles held) {
      this.held = held;
    }

    String subject() {
      return caller.subject();
    }

    /** In every role that counts anywhere. */
    Person anywhere() {
      return new Person(caller.subject(), held.names());
    }

    /** In the roles that count for a Confirm. */
    Person at(ApprovalSummary item) {
      Place place =
          new Place(item.confirmId(), item.contextId(), item.targetType(), item.targetId());
      return new Person(caller.subject(), names(held, place));
    }
  }
}
