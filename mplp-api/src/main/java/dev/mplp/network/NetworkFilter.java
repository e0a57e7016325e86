package dev.mplp.network;

import dev.mplp.model.ContextId;
import org.jspecify.annotations.Nullable;

/**
 * Which networks to list; all conditions that are there must hold.
 *
 * @param contextId only those of this Context; null for every Context
 * @param status only those of this status; null for every status
 * @param archived only those that are archived, or only those that are not; null for both
 */
public record NetworkFilter(
    @Nullable ContextId contextId, @Nullable NetworkStatus status, @Nullable Boolean archived) {

  private static final NetworkFilter ALL = new NetworkFilter(null, null, false);

  /** Every network of the tenant that is not archived. */
  public static NetworkFilter all() {
    return ALL;
  }

  /** Only those of this Context. */
  public NetworkFilter withContext(@Nullable ContextId contextId) {
    return new NetworkFilter(contextId, status, archived);
  }

  /** Only those of this status. */
  public NetworkFilter withStatus(@Nullable NetworkStatus status) {
    return new NetworkFilter(contextId, status, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public NetworkFilter withArchived(@Nullable Boolean archived) {
    return new NetworkFilter(contextId, status, archived);
  }
}
