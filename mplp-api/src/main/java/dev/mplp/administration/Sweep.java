package dev.mplp.administration;

import java.util.Map;

/**
 * What a sweep came to.
 *
 * @param removed how many went, or in a preview would go, of what the policy limits
 * @param held how many are beyond a limit and stay: they are locked, not empty, or of the time of
 *     an execution that has not ended
 */
public record Sweep(Map<Retained, Integer> removed, Map<Retained, Integer> held) {

  /** Copies the maps. */
  public Sweep {
    removed = Map.copyOf(removed);
    held = Map.copyOf(held);
  }

  /** How many went of this. */
  public int removed(Retained retained) {
    return removed.getOrDefault(retained, 0);
  }

  /** How many stay of this although they are beyond a limit. */
  public int held(Retained retained) {
    return held.getOrDefault(retained, 0);
  }

  /** How many went altogether. */
  public int total() {
    return removed.values().stream().mapToInt(Integer::intValue).sum();
  }
}
