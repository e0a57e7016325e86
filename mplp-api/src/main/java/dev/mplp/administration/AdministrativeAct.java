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

  /** A sweep was begun; it has not come to its end unless another act names this one. */
  public static final String SWEEP_BEGUN = "retention.sweep_begun";

  /** A sweep that removed something came to its end; {@code begun} names the act before. */
  public static final String SWEEP = "retention.sweep";

  /** A sweep that removed something was broken off by an error. */
  public static final String SWEEP_FAILED = "retention.sweep_failed";

  /** An erasure of a person's data was begun; the details have the SHA-256 of the subject. */
  public static final String ERASURE_BEGUN = "person.erasure_begun";

  /** A person's data was erased; the details have the SHA-256 of the subject, not the subject. */
  public static final String ERASURE = "person.erased";

  /** An erasure was broken off by an error: repeat it. */
  public static final String ERASURE_FAILED = "person.erasure_failed";

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
