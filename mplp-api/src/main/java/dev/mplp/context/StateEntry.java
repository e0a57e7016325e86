package dev.mplp.context;

import static java.util.Objects.requireNonNull;

/**
 * An entry of shared state without its value.
 *
 * @param name of its key
 * @param version that a change of it is made over
 */
public record StateEntry(String name, long version) {

  /** Refuses null. */
  public StateEntry {
    requireNonNull(name, "name");
  }
}
