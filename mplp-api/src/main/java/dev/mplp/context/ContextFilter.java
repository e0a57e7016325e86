package dev.mplp.context;

import org.jspecify.annotations.Nullable;

/**
 * Which Contexts to list.
 *
 * @param status only those of this status; null for every status
 */
public record ContextFilter(@Nullable ContextStatus status) {

  private static final ContextFilter ALL = new ContextFilter(null);

  /** Every Context of the tenant. */
  public static ContextFilter all() {
    return ALL;
  }

  /** Only those of this status. */
  public ContextFilter withStatus(@Nullable ContextStatus status) {
    return new ContextFilter(status);
  }
}
