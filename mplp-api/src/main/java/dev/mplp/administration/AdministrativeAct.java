package dev.mplp.administration;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import java.time.Instant;

/**
 * Something that was done to what is stored rather than with it: who did what, when and why. It
 * never holds what was removed.
 *
 * @param id a UUID
 * @param act what, such as {@code retention.sweep}, {@code lock.override}
 * @param subject who
 * @param reason why
 * @param at when, by the storage's clock
 * @param details the rest, such as how many went
 */
public record AdministrativeAct(
    String id, String act, String subject, String reason, Instant at, JsonObject details) {

  /** Records of a sweep that removed something. */
  public static final String SWEEP = "retention.sweep";

  /** A person's data was erased; the details have the SHA-256 of the subject, not the subject. */
  public static final String ERASURE = "person.erased";

  /** Somebody changed what its governance locks. */
  public static final String LOCK_OVERRIDE = "lock.override";

  /** Refuses nulls. */
  public AdministrativeAct {
    requireNonNull(id, "id");
    requireNonNull(act, "act");
    requireNonNull(subject, "subject");
    requireNonNull(reason, "reason");
    requireNonNull(at, "at");
    requireNonNull(details, "details");
  }
}
