package dev.mplp.context;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import java.util.List;

/**
 * What is wrong with what is stored of a Context.
 *
 * @param contextId which
 * @param objects how many objects were looked at
 * @param findings what is wrong; errors and warnings
 */
public record Verification(ContextId contextId, int objects, List<Finding> findings) {

  /** At most so many errors are told, and so many warnings. */
  public static final int MOST_FINDINGS = 10_000;

  /** Copies the list. */
  public Verification {
    requireNonNull(contextId, "contextId");
    findings = List.copyOf(findings);
  }

  /** True when no finding is an error. */
  public boolean holds() {
    return findings.stream().noneMatch(Finding::isError);
  }

  /**
   * Something that is wrong.
   *
   * @param rule which rule is broken: the id of an invariant, {@code reference} for an object that
   *     is named but not stored, {@code version} for another protocol, {@code log} where the log
   *     tells another state than the stored, {@code pruned} where the log does not tell all, {@code
   *     size} for an object that is too large to be looked at as a whole, or more findings than
   *     {@link #MOST_FINDINGS}
   * @param object the object, as {@code module id}
   * @param message what was expected and what was found
   * @param isError whether it is an error rather than a warning
   */
  public record Finding(String rule, String object, String message, boolean isError) {}
}
