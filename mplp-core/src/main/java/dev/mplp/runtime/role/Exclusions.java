package dev.mplp.runtime.role;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.model.RoleId;
import dev.mplp.role.Exclusion;
import dev.mplp.role.Role;
import dev.mplp.role.Roles;
import dev.mplp.runtime.event.RoleRecords;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.role.RoleChanges.Planned;
import dev.mplp.spi.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which roles nobody may hold together; said at both of them. */
final class Exclusions {

  private final RoleChanges changes;
  private final RoleReader reader;

  Exclusions(RoleChanges changes) {
    this.changes = changes;
    this.reader = changes.reader();
  }

  List<Exclusion> of(RoleId roleId) {
    role(roleId);
    return reader.ties(roleId).exclusions();
  }

  void exclude(RoleId roleId, RoleId otherId, String reason) {
    if (reason.isBlank() || reason.length() > Roles.LONGEST_REASON) {
      throw new IllegalArgumentException(
          "the reason of an exclusion must have 1 to " + Roles.LONGEST_REASON + " characters");
    }
    if (roleId.equals(otherId)) {
      throw new IllegalArgumentException("role " + roleId + " cannot exclude itself");
    }
    changes.apply("role " + roleId, true, position -> excluding(roleId, otherId, reason, position));
  }

  private Planned<Boolean> excluding(
      RoleId roleId, RoleId otherId, String reason, RolePosition position) {
    Role role = role(roleId);
    Role other = role(otherId);
    Ties ties = reader.ties(roleId);
    Ties otherTies = reader.ties(otherId);
    List<Change> done = new ArrayList<>(Locks.check(changes.caller(), role, null));
    done.addAll(Locks.check(changes.caller(), other, null));
    Map<RoleId, Closure> known = new HashMap<>();
    if (reader.closure(roleId, known).members().containsKey(otherId)
        || reader.closure(otherId, known).members().containsKey(roleId)) {
      throw new ConflictException(
          "DUTIES_CONFLICT",
          "roles \""
              + role.name()
              + "\" and \""
              + other.name()
              + "\" cannot exclude each other, since one inherits from the other; end that first");
    }
    Exclusion exclusion =
        new Exclusion(roleId, otherId, reason, changes.caller().subject(), changes.caller().now());
    Exclusion reverse = new Exclusion(otherId, roleId, reason, exclusion.by(), exclusion.at());
    done.add(with(ties.without(otherId), exclusion, role).put());
    done.add(with(otherTies.without(roleId), reverse, other).put());
    done.add(record(exclusion, true, position));
    return new Planned<>(done, true);
  }

  private static Ties with(Ties ties, Exclusion exclusion, Role role) {
    if (ties.exclusions().size() >= Roles.MOST_EXCLUSIONS) {
      throw new ConflictException(
          "TOO_MANY",
          "role \""
              + role.name()
              + "\" excludes "
              + Roles.MOST_EXCLUSIONS
              + " roles already; end one of these exclusions first");
    }
    List<Exclusion> more = new ArrayList<>(ties.exclusions());
    more.add(exclusion);
    return ties.withExclusions(more);
  }

  private Change record(Exclusion exclusion, boolean excluded, RolePosition position) {
    return new Change.AppendLog(
        RoleRecords.exclusion(exclusion, excluded, changes.caller().subject(), position.version()));
  }

  void end(RoleId roleId, RoleId otherId) {
    changes.apply("role " + roleId, true, position -> ending(roleId, otherId, position));
  }

  private Planned<Boolean> ending(RoleId roleId, RoleId otherId, RolePosition position) {
    Role role = role(roleId);
    Role other = role(otherId);
    Ties ties = reader.ties(roleId);
    Optional<Exclusion> found =
        ties.exclusions().stream().filter(one -> one.other().equals(otherId)).findFirst();
    if (found.isEmpty()) {
      return Planned.nothing(false);
    }
    List<Change> done = new ArrayList<>(Locks.check(changes.caller(), role, null));
    done.addAll(Locks.check(changes.caller(), other, null));
    done.add(ties.without(otherId).put());
    done.add(reader.ties(otherId).without(roleId).put());
    done.add(record(found.get(), false, position));
    return new Planned<>(done, true);
  }

  /** What is changed with others when a role is removed. */
  List<Change> removal(Ties ties) {
    return ties.exclusions().stream()
        .map(exclusion -> reader.ties(exclusion.other()).without(ties.roleId()).put())
        .toList();
  }

  private Role role(RoleId roleId) {
    return reader.role(roleId).orElseThrow(() -> new NotFoundException("role", roleId.value()));
  }
}
