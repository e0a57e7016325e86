package dev.mplp.tck;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.ContextId;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What roles mean, said as plainly as possible: sets, recursion, and no memory of answers. */
final class RoleModel {

  /** A role with what is tied to it. */
  static final class ModelRole {
    final String name;
    final Set<String> capabilities = new HashSet<>();
    final Set<RoleId> parents = new LinkedHashSet<>();
    final Set<RoleId> excluded = new HashSet<>();

    ModelRole(String name) {
      this.name = name;
    }
  }

  /**
   * Something that is done to something.
   *
   * @param target as it is asked about
   * @param context where that is; null for nowhere
   */
  record Place(Target target, @Nullable ContextId context) {}

  final Map<RoleId, ModelRole> roles = new LinkedHashMap<>();
  final Map<AssignmentId, Assignment> assignments = new LinkedHashMap<>();

  /** A role and everything that it inherits from. */
  Set<RoleId> closure(RoleId roleId) {
    Set<RoleId> all = new LinkedHashSet<>();
    all.add(roleId);
    roles.get(roleId).parents.forEach(parent -> all.addAll(closure(parent)));
    return all;
  }

  /** Whether the one excludes the other, by whatever they inherit. */
  boolean clash(RoleId one, RoleId other) {
    return closure(one).stream()
        .anyMatch(member -> roles.get(member).excluded.stream().anyMatch(closure(other)::contains));
  }

  /** Whether an assignment is there and not over, and all that it was delegated from. */
  boolean counts(AssignmentId id, Instant now) {
    Assignment assignment = assignments.get(id);
    return assignment != null
        && !assignment.isExpired(now)
        && (assignment.source() == null || counts(assignment.source(), now));
  }

  /** The roles that somebody holds. */
  List<RoleId> held(String subject, @Nullable String named, Instant now) {
    List<RoleId> held = new ArrayList<>();
    assignments.values().stream()
        .filter(one -> one.subject().equals(subject) && counts(one.assignmentId(), now))
        .forEach(one -> held.add(one.roleId()));
    named(named).ifPresent(held::add);
    return held;
  }

  /** Whether an assignment counts there, and all that it was delegated from. */
  private boolean reaches(Assignment assignment, Place place, String capability) {
    AssignmentId source = assignment.source();
    return covers(assignment.scope(), place, capability)
        && (source == null
            || reaches(Objects.requireNonNull(assignments.get(source)), place, capability));
  }

  private static boolean covers(Scope scope, Place place, String capability) {
    if (scope instanceof Scope.InContext in) {
      return in.contextId().equals(place.context());
    }
    if (scope instanceof Scope.OnObject on) {
      return on.module() == place.target().module()
          && on.id().equals(place.target().object())
          && !capability.endsWith(".create");
    }
    return true;
  }

  /** Whether all that the one scope covers the other one does, of these places. */
  static boolean isWithin(Scope inner, Scope outer, List<Place> places) {
    return inner.equals(outer)
        || outer instanceof Scope.Everywhere
        || (inner instanceof Scope.OnObject
            && outer instanceof Scope.InContext
            && places.stream()
                .filter(place -> covers(inner, place, "plan.read"))
                .allMatch(place -> covers(outer, place, "plan.read")));
  }

  /** The roles that somebody holds and that count there. */
  private List<RoleId> heldAt(
      String subject, @Nullable String named, Place place, String capability, Instant now) {
    List<RoleId> held = new ArrayList<>();
    assignments.values().stream()
        .filter(one -> one.subject().equals(subject) && counts(one.assignmentId(), now))
        .filter(one -> reaches(one, place, capability))
        .forEach(one -> held.add(one.roleId()));
    named(named).ifPresent(held::add);
    return held;
  }

  private Optional<RoleId> named(@Nullable String name) {
    return roles.entrySet().stream()
        .filter(entry -> entry.getValue().name.equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether somebody may do something there. */
  boolean allows(
      String subject, @Nullable String named, String capability, Place place, Instant now) {
    List<RoleId> held = held(subject, named, now);
    return heldAt(subject, named, place, capability, now).stream()
        .filter(role -> held.stream().noneMatch(other -> clash(role, other)))
        .flatMap(role -> closure(role).stream())
        .flatMap(role -> roles.get(role).capabilities.stream())
        .anyMatch(has -> covers(has, capability));
  }

  private static boolean covers(String has, String capability) {
    String[] asked = capability.split("\\.", -1);
    return has.equals("*")
        || has.equals(capability)
        || has.equals(asked[0] + ".*")
        || has.equals("*." + asked[1]);
  }
}
