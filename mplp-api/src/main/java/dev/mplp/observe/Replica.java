package dev.mplp.observe;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A runtime that announced itself a few seconds ago.
 *
 * @param id unique, made when it was started
 * @param name as it was given, for people
 * @param since when it was started, by its own clock
 * @param version of the library; {@code unknown} where the jar does not tell
 */
public record Replica(String id, String name, Instant since, String version) {

  /** Refuses nulls. */
  public Replica {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(since, "since");
    requireNonNull(version, "version");
  }
}
