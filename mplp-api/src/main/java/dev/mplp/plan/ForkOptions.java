package dev.mplp.plan;

import dev.mplp.model.StepId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is copied into a new one; see {@link Plans#fork}.
 *
 * @param title of the copy; null for that of the source
 * @param from steps of the source that are done anew, with all that depend on them; empty when
 *     {@code keepResults} is false: then every step is
 * @param keepResults whether steps that the latest execution of the source completed stay completed
 *     in the copy, with their outputs, unless they are done anew
 */
public record ForkOptions(@Nullable String title, Set<StepId> from, boolean keepResults) {

  /** Every step is done anew. */
  public static final ForkOptions ANEW = new ForkOptions(null, Set.of(), false);

  /** What is completed stays so; all else is done. */
  public static final ForkOptions KEEPING_RESULTS = new ForkOptions(null, Set.of(), true);

  /** Copies the set; refuses steps to begin from when every step is done anew. */
  public ForkOptions {
    from = Set.copyOf(from);
    if (!keepResults && !from.isEmpty()) {
      throw new IllegalArgumentException(
          "from names steps but keepResults is false, so that every step is done anew");
    }
  }

  /** These steps, and all that depend on them, are done anew; what else is completed stays so. */
  public static ForkOptions from(StepId... steps) {
    return new ForkOptions(null, Set.of(steps), true);
  }

  /** The same with another title for the copy. */
  public ForkOptions withTitle(@Nullable String title) {
    return new ForkOptions(title, from, keepResults);
  }
}
