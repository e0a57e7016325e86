package dev.mplp.plan;

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
}
