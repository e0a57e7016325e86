package dev.mplp.runtime.role;

import dev.mplp.role.Permission;
import dev.mplp.role.Refusal;
import dev.mplp.role.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides from what somebody holds: the first role that covers the capability and counts there and
 * then allows it. Otherwise everything that would have, is told with why it does not.
 */
final class Judge {

  private static final int SHOWN = 20;

  private Judge() {}

  /**
   * The answer.
   *
   * @param within whether the target is in a scope
   * @param now the clock of the storage, asked when something has an end
   */
  static Permission judge(
      Holdings holdings, String capability, Predicate<Scope> within, Supplier<Instant> now) {
    List<String> patterns = Closure.patterns(capability);
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < holdings.held().size(); i++) {
      Holding holding = holdings.held().get(i);
      Closure.Covering covering = holding.closure().covering(patterns);
      if (holding.closure().isTooWide()) {
        refusals.add(new Refusal.TooWide(holding.closure().name()));
      } else if (covering != null) {
        Optional<Refusal> refusal = refusal(holdings, i, within, now);
        if (refusal.isEmpty()) {
          return new Permission.Allowed(covering.capability(), covering.path(), holding.basis());
        }
        refusals.add(refusal.get());
      }
    }
    refusals.addAll(holdings.unknown());
    if (refusals.isEmpty()) {
      refusals.add(
          holdings.held().isEmpty()
              ? new Refusal.NoRole(holdings.subject())
              : new Refusal.NotCovered(capability, names(holdings)));
    }
    return new Permission.Denied(refusals);
  }

  private static Optional<Refusal> refusal(
      Holdings holdings, int index, Predicate<Scope> within, Supplier<Instant> now) {
    Optional<Refusal> refusal = holdings.refusal(index, now);
    if (refusal.isPresent()) {
      return refusal;
    }
    Holding holding = holdings.held().get(index);
    return Optional.ofNullable(holding.outside(within))
        .map(
            link ->
                new Refusal.OutOfScope(
                    holding.closure().name(), link.assignmentId(), link.scope()));
  }

  private static List<String> names(Holdings holdings) {
    TreeSet<String> names = new TreeSet<>();
    holdings.held().forEach(holding -> names.add(holding.closure().name()));
    return names.stream().limit(SHOWN).toList();
  }
}
