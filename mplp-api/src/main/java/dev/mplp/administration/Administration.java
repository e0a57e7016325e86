package dev.mplp.administration;

import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import org.jspecify.annotations.Nullable;

/**
 * What operators do to the data of a tenant. Whatever is changed here leaves an {@link
 * AdministrativeAct}, which no retention removes.
 *
 * <p>An authorizer is asked for {@code administration.sweep}, {@code administration.erase}, {@code
 * administration.record} and {@code administration.read}.
 */
public interface Administration {

  /**
   * Removes what is beyond the limits of a policy, batch by batch, on the caller's thread. Nobody
   * is blocked meanwhile: each object goes in a commit of its own, over the version that was read,
   * and what somebody is just changing stays until the next time. Nothing goes that is open.
   *
   * <p>Ended before its end, by an interrupt or an error, it has removed whole objects only, and
   * can be repeated. Of the caller's tenant; for all of them see the runtime's builder.
   *
   * @param reason why, not blank, at most 1,000 characters
   */
  Sweep sweep(RetentionPolicy policy, String reason);

  /**
   * What {@link #sweep} would remove now, counted up to 10,000 of each; nothing is changed. What it
   * would hold is known only where it is the log.
   */
  Sweep preview(RetentionPolicy policy);

  /**
   * Erases what is stored of a person in the caller's tenant. Texts go, structure stays: who sent
   * or decided something when, its place, its number, its identifiers.
   *
   * <ul>
   *   <li>the content of messages whose sender is the subject becomes {@value Erasure#ERASED}
   *   <li>so do the reasons that the subject gave in approvals, wherever the same text stands as a
   *       reason
   *   <li>the named entries of shared state are removed, their former values too
   *   <li>the values of the named attributes of Traces become {@value Erasure#ERASED}
   * </ul>
   *
   * <p>The log is changed in the same way, so that {@link dev.mplp.context.Contexts#verify} still
   * finds what is stored to be what the log tells, and warns of {@code pruned} records: each keeps
   * the digest of what it was written with. Locks of governance do not hold it up.
   *
   * <p>Reads all Dialogs, Confirms and records of the tenant page by page, in bounded memory, so it
   * takes as long as they are many. What is written meanwhile may be missed; repeated, it changes
   * what is left only. The subject itself stays where it is part of the structure. What handlers
   * put into the outputs of steps, into plans and into texts of others is not known to be about the
   * person, nor is what is in backups: see the page on retention.
   *
   * <p>An act tells that it was begun, another one how it ended; one that was broken off is
   * repeated.
   *
   * @throws dev.mplp.PermissionDeniedException when the caller may not {@code administration.erase}
   * @throws dev.mplp.spi.StorageException retryable, when records of the log got no position within
   *     30 s: those were not changed
   */
  Erasure erase(ErasureRequest request);

  /**
   * Administrative acts of the tenant, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<AdministrativeAct> acts(ActFilter filter, @Nullable Cursor after, int limit);

  /**
   * Records an act of the host: a rotation of keys, a migration, a restore.
   *
   * @param act what, lower-case words with dots between them, at most 100 characters
   * @param reason why, not blank, at most 1,000 characters
   * @param details the rest, at most 10,000 characters as JSON
   */
  AdministrativeAct record(String act, String reason, JsonObject details);
}
