package dev.mplp.runtime.role;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.model.JsonString;
import dev.mplp.model.RoleId;
import dev.mplp.role.Role;
import dev.mplp.role.Roles;
import dev.mplp.runtime.event.RoleRecords;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.role.RoleChanges.Planned;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.DocumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which role inherits from which: no cycle, and only so deep and wide. */
final class Inheritance {

  private final RoleChanges changes;
  private final RoleReader reader;

  Inheritance(RoleChanges changes) {
    this.changes = changes;
    this.reader = changes.reader();
  }

  void inherit(RoleId roleId, RoleId from) {
    changes.apply("role " + roleId, true, position -> inheriting(roleId, from, position));
  }

  private Planned<Boolean> inheriting(RoleId roleId, RoleId from, RolePosition position) {
    Role heir = role(roleId);
    Role parent = role(from);
    Ties ties = reader.ties(roleId);
    if (ties.parents().contains(from)) {
      return Planned.nothing(false);
    }
    List<Change> override = Locks.check(changes.caller(), heir, null);
    checkCycle(heir, parent);
    if (ties.parents().size() >= Roles.MOST_PARENTS) {
      throw limit(
          "role \"" + heir.name() + "\" inherits from " + Roles.MOST_PARENTS + " roles already");
    }
    Map<RoleId, Closure> known = new HashMap<>();
    Closure above = reader.closure(from, known);
    Closure own = reader.closure(roleId, known);
    if (above.isTooWide()
        || own.isTooWide()
        || above.members().size() + own.members().size() > Roles.MOST_INHERITED) {
      throw limit("a role inherits from at most " + Roles.MOST_INHERITED + " roles altogether");
    }
    checkDepth(heir, depthAbove(from, new HashMap<>()) + 1);
    checkDuties(heir, own, above);
    List<RoleId> parents = new ArrayList<>(ties.parents());
    parents.add(from);
    List<Change> done = new ArrayList<>(override);
    done.add(ties.withParents(parents).put());
    done.add(
        new Change.PutDocument(
            Kinds.ROLE_HEIR,
            heirId(from, roleId),
            0,
            Wire.bytes(new JsonString(roleId.value())),
            Map.of("parent", from.value())));
    done.add(record(roleId, from, parents, position));
    return new Planned<>(done, true);
  }

  private Change record(RoleId roleId, RoleId from, List<RoleId> parents, RolePosition position) {
    return new Change.AppendLog(
        RoleRecords.inheritance(
            roleId, from, parents, changes.caller().subject(), position.version()));
  }

  static String heirId(RoleId parent, RoleId heir) {
    return parent.value() + '/' + heir.value();
  }

  /** The way from the parent up to the heir, if there is one, would be closed to a cycle. */
  private void checkCycle(Role heir, Role parent) {
    List<String> way =
        heir.roleId().equals(parent.roleId())
            ? List.of(heir.name())
            : Optional.ofNullable(
                    reader.closure(parent.roleId(), new HashMap<>()).members().get(heir.roleId()))
                .map(Closure.Member::path)
                .orElse(List.of());
    if (!way.isEmpty()) {
      throw new ConflictException(
          "INHERITANCE_CYCLE",
          "roles must not inherit from themselves: "
              + heir.name()
              + " -> "
              + String.join(" -> ", way)
              + "; end one of these inheritances first");
    }
  }

  private int depthAbove(RoleId roleId, Map<RoleId, Integer> known) {
    Integer found = known.get(roleId);
    if (found != null) {
      return found;
    }
    int depth = 0;
    for (RoleId parent : reader.ties(roleId).parents()) {
      depth = Math.max(depth, depthAbove(parent, known) + 1);
    }
    known.put(roleId, depth);
    return depth;
  }

  /** The chain above the heir and the longest one below it. */
  private void checkDepth(Role heir, int above) {
    Set<RoleId> seen = new HashSet<>();
    int below = depthBelow(heir.roleId(), seen, Roles.DEEPEST_INHERITANCE - above);
    if (above + below > Roles.DEEPEST_INHERITANCE) {
      throw limit(
          "a chain of inheritance would have more than "
              + Roles.DEEPEST_INHERITANCE
              + " steps through role \""
              + heir.name()
              + '"');
    }
  }

  /** By level; ends as soon as it is more than allowed. */
  private int depthBelow(RoleId roleId, Set<RoleId> seen, int allowed) {
    List<RoleId> level = List.of(roleId);
    int depth = 0;
    while (depth <= allowed) {
      Set<RoleId> next = new HashSet<>();
      for (RoleId one : level) {
        next.addAll(reader.heirs(one, Roles.MOST_HEIRS));
        seen.addAll(next);
        if (seen.size() >= Roles.MOST_HEIRS) {
          throw limit(
              "a role from which "
                  + Roles.MOST_HEIRS
                  + " roles or more inherit is given no further parent");
        }
      }
      if (next.isEmpty()) {
        return depth;
      }
      level = List.copyOf(next);
      depth++;
    }
    return depth;
  }

  private static void checkDuties(Role heir, Closure own, Closure above) {
    Optional<Closure.Clash> clash =
        own.clash(above).or(() -> above.clash(own)).or(() -> above.clash(above));
    if (clash.isPresent()) {
      throw new ConflictException(
          "DUTIES_CONFLICT",
          "role \""
              + heir.name()
              + "\" would have both \""
              + clash.get().role()
              + "\" and \""
              + clash.get().other()
              + "\", which exclude each other: "
              + clash.get().reason());
    }
  }

  void disinherit(RoleId roleId, RoleId from) {
    changes.apply("role " + roleId, true, position -> disinheriting(roleId, from, position));
  }

  private Planned<Boolean> disinheriting(RoleId roleId, RoleId from, RolePosition position) {
    Role heir = role(roleId);
    Ties ties = reader.ties(roleId);
    if (!ties.parents().contains(from)) {
      return Planned.nothing(false);
    }
    List<RoleId> parents = ties.parents().stream().filter(one -> !one.equals(from)).toList();
    List<Change> done = new ArrayList<>(Locks.check(changes.caller(), heir, null));
    done.add(ties.withParents(parents).put());
    done.add(new Change.DeleteDocument(Kinds.ROLE_HEIR, heirId(from, roleId), 1));
    done.add(record(roleId, from, parents, position));
    return new Planned<>(done, true);
  }

  /** What is removed with a role that nobody inherits from. */
  List<Change> removal(Role role, Ties ties) {
    List<Change> done = new ArrayList<>();
    for (RoleId parent : ties.parents()) {
      String id = heirId(parent, role.roleId());
      DocumentKey key = new DocumentKey(changes.caller().tenant(), Kinds.ROLE_HEIR, id);
      changes
          .caller()
          .storage()
          .get(key)
          .ifPresent(
              heir -> done.add(new Change.DeleteDocument(Kinds.ROLE_HEIR, id, heir.version())));
    }
    return done;
  }

  private Role role(RoleId roleId) {
    return reader.role(roleId).orElseThrow(() -> new NotFoundException("role", roleId.value()));
  }

  private static ConflictException limit(String message) {
    return new ConflictException("INHERITANCE_LIMIT", message);
  }
}
