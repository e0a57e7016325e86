package dev.mplp.runtime.role;

import dev.mplp.MplpException;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.util.List;
import java.util.function.Function;

/**
 * Changes of a tenant's roles and assignments, one after another: each is planned over what is
 * stored at one position and commits the next one, so that it conflicts with any other and is
 * planned anew.
 */
final class RoleChanges {

  private static final int TRIES = 20;

  private final Caller caller;
  private final RoleReader reader;
  private final RolePolicy policy;

  RoleChanges(Caller caller, RolePolicy policy) {
    this.caller = caller;
    this.reader = new RoleReader(caller.storage(), caller.tenant());
    this.policy = policy;
  }

  /**
   * What is to be done.
   *
   * @param changes what is committed; empty when there is nothing to do
   * @param answer what is returned once it is committed
   */
  record Planned<T>(List<Change> changes, T answer) {
    Planned {
      changes = List.copyOf(changes);
    }

    static <T> Planned<T> nothing(T answer) {
      return new Planned<>(List.of(), answer);
    }
  }

  /**
   * Does it.
   *
   * @param what for the message when others are always quicker
   * @param defines whether a role, an inheritance or an exclusion is changed
   * @param plan from the position that there is when it is done
   */
  <T> T apply(String what, boolean defines, Function<RolePosition, Planned<T>> plan) {
    for (int tries = 1; ; tries++) {
      RolePosition before = reader.position();
      try {
        return committed(what, defines, plan);
      } catch (MplpException e) {
        if (tries >= TRIES || reader.position().equals(before)) {
          throw e; // what it was refused for was read of one state
        }
      }
    }
  }

  private <T> T committed(String what, boolean defines, Function<RolePosition, Planned<T>> plan) {
    T answer =
        caller
            .commits()
            .apply(
                what,
                () -> {
                  RolePosition next = reader.position().next(defines);
                  Planned<T> planned = plan.apply(next);
                  return new Commits.Change<>(
                      planned.changes().isEmpty() ? null : set(next, planned.changes()),
                      planned.answer());
                });
    policy.changed(caller.tenant());
    return answer;
  }

  private ChangeSet set(RolePosition next, List<Change> changes) {
    return ChangeSet.builder(caller.tenant()).addAll(changes).add(next.put()).build();
  }

  /** What belongs in the commit of a change of a role that is made elsewhere. */
  Change defining() {
    return reader.position().next(true).put();
  }

  RoleReader reader() {
    return reader;
  }

  Caller caller() {
    return caller;
  }

  void changed() {
    policy.changed(caller.tenant());
  }
}
