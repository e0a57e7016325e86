package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Why a plan is not to be changed.
 *
 * @param by who locked it
 * @param reason for people
 * @param at when
 */
public record PlanLock(String by, String reason, Instant at) {

  /** Refuses nulls. */
  public PlanLock {
    requireNonNull(by, "by");
    requireNonNull(reason, "reason");
    requireNonNull(at, "at");
  }
}
