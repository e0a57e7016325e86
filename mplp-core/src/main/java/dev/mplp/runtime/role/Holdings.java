package dev.mplp.runtime.role;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.Principal;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.Basis;
import dev.mplp.role.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * All roles that a principal holds, of one position.
 *
 * @param subject who
 * @param held by assignment, oldest first, then as the host says
 * @param unknown names of roles that the host says and that there are not
 * @param clashes which of them exclude each other
 */
record Holdings(String subject, List<Holding> held, List<Refusal> unknown, List<Clashing> clashes) {

  Holdings {
    held = List.copyOf(held);
    unknown = List.copyOf(unknown);
    clashes = List.copyOf(clashes);
  }

  /**
   * Two that exclude each other; twice the same when a role excludes what it inherits.
   *
   * @param one index of the one
   * @param other index of the other
   */
  private record Clashing(int one, int other, Closure.Clash clash) {

    private Refusal refusal(int index) {
      boolean first = index == one;
      return new Refusal.Excluded(
          first ? clash.role() : clash.other(),
          first ? clash.other() : clash.role(),
          clash.reason());
    }
  }

  /**
   * Reads them.
   *
   * @param known closures of the position that are known already; completed
   */
  static Holdings read(RoleReader reader, Principal principal, Map<RoleId, Closure> known) {
    List<Holding> held = new ArrayList<>();
    for (Assignment assignment : reader.assignmentsOf(principal.subject())) {
      held.add(
          Holding.assigned(reader.closure(assignment.roleId(), known), reader.chain(assignment)));
    }
    List<Refusal> unknown = new ArrayList<>();
    for (String name : new TreeSet<>(principal.roles())) {
      reader
          .named(name)
          .ifPresentOrElse(
              id -> held.add(Holding.namedByHost(reader.closure(id, known))),
              () -> unknown.add(new Refusal.UnknownRole(name)));
    }
    return new Holdings(principal.subject(), held, unknown, clashes(held));
  }

  private static List<Clashing> clashes(List<Holding> held) {
    List<Clashing> clashes = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      Closure one = held.get(i).closure();
      if (one.members().values().stream().allMatch(m -> m.ties().exclusions().isEmpty())) {
        continue; // an exclusion is kept with both of its roles
      }
      for (int j = i; j < held.size(); j++) {
        Optional<Closure.Clash> clash = one.clash(held.get(j).closure());
        if (clash.isPresent()) {
          clashes.add(new Clashing(i, j, clash.get()));
        }
      }
    }
    return clashes;
  }

  /** Which of them is held by an assignment. */
  Optional<Integer> indexOf(AssignmentId assignmentId) {
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).basis() instanceof Basis.Assigned assigned
          && assigned.held().assignmentId().equals(assignmentId)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Why the one of this index does not count at a time, empty when it does. */
  Optional<Refusal> refusal(int index, Supplier<Instant> now) {
    Optional<Refusal> refusal = held.get(index).refusal(now);
    if (refusal.isPresent()) {
      return refusal;
    }
    for (Clashing clash : clashes) {
      if (clash.one() == index || clash.other() == index) {
        int against = clash.one() == index ? clash.other() : clash.one();
        if (held.get(against).refusal(now).isEmpty()) {
          return Optional.of(clash.refusal(index));
        }
      }
    }
    return Optional.empty();
  }

  /** Why another role must not be held beside these, empty when it may. */
  Optional<Closure.Clash> clash(Closure another, Supplier<Instant> now) {
    for (Holding holding : held) {
      if (holding.refusal(now).isEmpty()) {
        Optional<Closure.Clash> clash = another.clash(holding.closure());
        if (clash.isPresent()) {
          return clash;
        }
      }
    }
    return another.clash(another);
  }
}
