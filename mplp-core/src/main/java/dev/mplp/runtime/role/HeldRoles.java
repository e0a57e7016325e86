package dev.mplp.runtime.role;

import dev.mplp.role.Basis;
import dev.mplp.role.Refusal;
import dev.mplp.role.Scope;
import dev.mplp.spi.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The names of the roles that a principal holds, of one position of the tenant's roles: by
 * assignments that have not ended, and as the host names them, with all that they inherit. A role
 * does not count while another one that the principal holds excludes it.
 *
 * <p>A name by the host that no stored role has counts too: there is nothing here that could say
 * otherwise.
 */
public final class HeldRoles {

  private final RolePosition position;
  private final Set<String> everywhere = new TreeSet<>();
  private final List<Scoped> scoped = new ArrayList<>();

  private record Scoped(Holding holding, Set<String> names) {}

  HeldRoles(Holdings holdings, RolePosition position, Instant now) {
    this.position = position;
    for (int i = 0; i < holdings.held().size(); i++) {
      if (holdings.refusal(i, () -> now).isEmpty()) {
        add(holdings.held().get(i));
      }
    }
    for (Refusal unknown : holdings.unknown()) {
      if (unknown instanceof Refusal.UnknownRole named) {
        everywhere.add(named.role());
      }
    }
  }

  private void add(Holding holding) {
    Set<String> names = new TreeSet<>();
    holding.closure().members().values().forEach(member -> names.add(member.role().name()));
    if (holding.basis() instanceof Basis.Assigned
        && !(holding.scope() instanceof Scope.Everywhere)) {
      scoped.add(new Scoped(holding, names));
    } else {
      everywhere.addAll(names);
    }
  }

  /** All of them, wherever they count, in order. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(everywhere);
    scoped.forEach(one -> names.addAll(one.names()));
    return names;
  }

  /**
   * Those that count somewhere.
   *
   * @param within whether it is in a scope
   */
  public Set<String> names(Predicate<Scope> within) {
    if (scoped.isEmpty()) {
      return everywhere;
    }
    Set<String> names = new TreeSet<>(everywhere);
    scoped.stream()
        .filter(one -> one.holding().outside(within) == null)
        .forEach(one -> names.addAll(one.names()));
    return names;
  }

  /**
   * Nothing is stored, but the commit conflicts when roles or assignments have changed since; empty
   * where there never were any: then nobody held one by assignment.
   */
  public List<Change> unchanged() {
    return position.version() == 0 ? List.of() : List.of(position.unchanged());
  }
}
