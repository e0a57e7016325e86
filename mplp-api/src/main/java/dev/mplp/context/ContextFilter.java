package dev.mplp.context;

import org.jspecify.annotations.Nullable;

/**
 * Which Contexts to list.
 *
 * @param status only those of this status; null for every status
 * @param archived only those that are archived, or only those that are not; null for both or when a
 *     status is asked for
 */
public record ContextFilter(@Nullable ContextStatus status, @Nullable Boolean archived) {

  private static final ContextFilter ALL = new ContextFilter(null, false);

  /** Every Context of the tenant that is not archived. */
  public static ContextFilter all() {
    return ALL;
  }

  /** Only those of this status. */
  public ContextFilter withStatus(@Nullable ContextStatus status) {
    return new ContextFilter(status, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public ContextFilter withArchived(@Nullable Boolean archived) {
    return new ContextFilter(status, archived);
  }
}
