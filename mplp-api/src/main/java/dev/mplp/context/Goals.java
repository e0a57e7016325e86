package dev.mplp.context;

import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The goals of a Context. Every change writes a record to the log, {@code context.goal.changed}.
 * They are changed while the Context is draft, active or suspended.
 */
public interface Goals {

  /** A goal, empty when there is none of this name. */
  Optional<Versioned<Goal>> get(String name);

  /**
   * Sets a goal over the version that was read.
   *
   * @param version 0 for a new one
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT}, {@code CONTEXT_NOT_ACTIVE}
   */
  Versioned<Goal> put(Goal goal, long version);

  /**
   * Removes a goal over the version that was read.
   *
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT}, {@code CONTEXT_NOT_ACTIVE}
   */
  void remove(String name, long version);

  /**
   * Goals, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   */
  Page<Versioned<Goal>> list(@Nullable Cursor after, int limit);

  /**
   * Compares goals with the shared state as it is now.
   *
   * @param goals such as a page of {@link #list}
   * @return in their order
   */
  List<GoalResult> evaluate(List<Goal> goals);
}
