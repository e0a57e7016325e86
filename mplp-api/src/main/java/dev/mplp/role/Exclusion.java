package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.RoleId;
import java.time.Instant;

/**
 * Two roles that nobody may hold together (separation of duties).
 *
 * @param role one
 * @param other the other
 * @param reason why, for people
 * @param by the subject who said so
 * @param at when
 */
public record Exclusion(RoleId role, RoleId other, String reason, String by, Instant at) {

  /** Refuses nulls. */
  public Exclusion {
    requireNonNull(role, "role");
    requireNonNull(other, "other");
    requireNonNull(reason, "reason");
    requireNonNull(by, "by");
    requireNonNull(at, "at");
  }
}
