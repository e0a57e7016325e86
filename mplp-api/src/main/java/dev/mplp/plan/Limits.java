package dev.mplp.plan;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the executions of a tenant may use, set by those who run it. */
public interface Limits {

  /** The budget of executions that are started without one of their own; empty for none. */
  Optional<Budget> defaultBudget();

  /**
   * Gives executions that are started from now on without a budget of their own this one. Those
   * that were started before keep what they have.
   *
   * @param budget null for none
   */
  void setDefaultBudget(@Nullable Budget budget);

  /** The limits of the tenant, at most 500. */
  List<Limit> list();

  /**
   * Limits the steps of the tenant, instead of a limit of the same kind and role. Each limit counts
   * for itself: a role can have one of each kind, beside those for all roles together. Lowering a
   * limit stops nothing that runs; what runs when a limit is first set is not counted by it. Other
   * processes go by it within a second.
   *
   * @throws dev.mplp.ConflictException code {@code TOO_MANY_LIMITS} beyond 500
   */
  void set(Limit limit);

  /** Takes the limit of this kind and role away; nothing happens when there is none. */
  void remove(Limit limit);
}
