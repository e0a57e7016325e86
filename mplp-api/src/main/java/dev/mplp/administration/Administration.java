package dev.mplp.administration;

import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import org.jspecify.annotations.Nullable;

/**
 * What operators do to the data of a tenant. Whatever is changed here leaves an {@link
 * AdministrativeAct}, which no retention removes.
 *
 * <p>An authorizer is asked for {@code administration.sweep}, {@code administration.record} and
 * {@code administration.read}.
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
