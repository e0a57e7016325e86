package dev.mplp.context;

import static java.util.Objects.requireNonNull;

/**
 * Something that the work in a Context is to reach.
 *
 * @param name unique within the Context, formed as the name of a {@link StateKey}
 * @param description what it is, for people
 * @param criterion when it is met
 */
public record Goal(String name, String description, Criterion criterion) {

  /** Checks the name. */
  public Goal {
    name = StateKey.json(name).name();
    requireNonNull(description, "description");
    requireNonNull(criterion, "criterion");
  }
}
