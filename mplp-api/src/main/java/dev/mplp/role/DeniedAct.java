package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a subject was denied: all attempts at one capability together. The log has a record for the
 * first of them and, while they go on, for one in a minute.
 *
 * @param subject who tried, cut to 200 characters
 * @param capability what
 * @param count how often, as far as it was written; what was counted since the last record is lost
 *     when the process dies
 * @param firstAt when for the first time
 * @param lastAt when it was written last
 * @param lastObject what it would have been done to then; null for none
 * @param lastReason why it was denied then
 */
public record DeniedAct(
    String subject,
    String capability,
    long count,
    Instant firstAt,
    Instant lastAt,
    @Nullable String lastObject,
    String lastReason) {

  /** Refuses nulls. */
  public DeniedAct {
    requireNonNull(subject, "subject");
    requireNonNull(capability, "capability");
    requireNonNull(firstAt, "firstAt");
    requireNonNull(lastAt, "lastAt");
    requireNonNull(lastReason, "lastReason");
  }
}
