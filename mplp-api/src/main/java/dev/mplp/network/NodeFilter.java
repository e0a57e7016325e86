package dev.mplp.network;

import org.jspecify.annotations.Nullable;

/**
 * Which nodes of a network to list; all conditions that are there must hold.
 *
 * @param status only those of this status; null for every status
 * @param kind only those of this kind; null for every kind
 */
public record NodeFilter(@Nullable NodeStatus status, @Nullable NodeKind kind) {

  private static final NodeFilter ALL = new NodeFilter(null, null);

  /** Every node of the network. */
  public static NodeFilter all() {
    return ALL;
  }

  /** Only those of this status. */
  public NodeFilter withStatus(@Nullable NodeStatus status) {
    return new NodeFilter(status, kind);
  }

  /** Only those of this kind. */
  public NodeFilter withKind(@Nullable NodeKind kind) {
    return new NodeFilter(status, kind);
  }
}
