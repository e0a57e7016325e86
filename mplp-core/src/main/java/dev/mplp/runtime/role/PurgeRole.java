package dev.mplp.runtime.role;

import dev.mplp.ConflictException;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.Role;
import dev.mplp.spi.Change;
import java.util.ArrayList;
import java.util.List;

/** What goes with a role that is removed, which nobody may hold or inherit from. */
final class PurgeRole {

  private final RoleChanges changes;
  private final RoleNames names;

  PurgeRole(RoleChanges changes, RoleNames names) {
    this.changes = changes;
    this.names = names;
  }

  /**
   * What belongs in the commit of the purge: the name is given back, and no tie to another role is
   * left.
   *
   * @throws ConflictException code {@code ROLE_IN_USE}
   */
  List<Change> beside(Role role) {
    List<Change> done = new ArrayList<>();
    done.add(changes.defining());
    checkUnused(role);
    Ties ties = changes.reader().ties(role.roleId());
    done.addAll(new Inheritance(changes).removal(role, ties));
    done.addAll(new Exclusions(changes).removal(ties));
    if (ties.version() > 0) {
      done.add(ties.delete());
    }
    names
        .owner(changes.caller().tenant(), role.name())
        .filter(owner -> owner.roleId().equals(role.roleId()))
        .ifPresent(owner -> done.add(RoleNames.free(role.name(), owner)));
    return done;
  }

  /**
   * What belongs in the commit that puts the role away: nobody may begin to have it meanwhile.
   *
   * @throws ConflictException code {@code ROLE_IN_USE}
   */
  List<Change> besideArchiving(Role role) {
    List<Change> done = List.of(changes.defining());
    checkUnused(role);
    return done;
  }

  /** Whoever made another role of the same id later would give it to those who have this one. */
  private void checkUnused(Role role) {
    RoleReader reader = changes.reader();
    List<Assignment> held = reader.assignments(AssignmentFilter.ofRole(role.roleId()), 1);
    if (!held.isEmpty()) {
      throw inUse(role, "is held by " + held.get(0).subject() + "; revoke its assignments first");
    }
    List<RoleId> heirs = reader.heirs(role.roleId(), 1);
    if (!heirs.isEmpty()) {
      throw inUse(role, "is inherited by role " + heirs.get(0) + "; end that first");
    }
  }

  private static ConflictException inUse(Role role, String why) {
    return new ConflictException("ROLE_IN_USE", "role \"" + role.name() + "\" " + why);
  }
}
