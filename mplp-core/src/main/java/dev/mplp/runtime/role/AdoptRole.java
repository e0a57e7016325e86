package dev.mplp.runtime.role;

import dev.mplp.role.Role;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.Change;
import dev.mplp.spi.CommitResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The import of a role: with its name, unless that is another's. */
public final class AdoptRole {

  private static final int TRIES = 50;

  private final RoleChanges changes;
  private final RoleNames names;

  /** Imports roles for a caller. */
  public AdoptRole(Caller caller, RolePolicy policy) {
    this.changes = new RoleChanges(caller, policy);
    this.names = new RoleNames(caller.storage());
  }

  /**
   * Imports a role.
   *
   * @param commit commits it with what is told, which goes by what is stored at the moment
   * @return false when there is a role of this id already
   */
  public boolean adopted(Role role, Function<List<Change>, CommitResult> commit) {
    for (int i = 0; i < TRIES; i++) {
      List<Change> beside = new ArrayList<>();
      beside.add(changes.defining());
      beside.addAll(names.takeIfFree(changes.caller().tenant(), role));
      if (commit.apply(beside).isCommitted()) {
        changes.changed();
        return true;
      }
      if (changes.reader().role(role.roleId()).isPresent()) {
        return false;
      }
      Pause.jitter(i);
    }
    return false;
  }
}
