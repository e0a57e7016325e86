package dev.mplp.role;

import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What the roles of a tenant allow. The answers do not depend on who is the authorizer of the
 * runtime; when it goes by roles, these are its answers.
 *
 * <p>A principal may do what a capability covers of a role that it holds there and then: one that
 * is assigned or delegated to its subject, or in which the host says that it acts. Everything else
 * is denied.
 *
 * <p>A capability is {@code module.action}; {@code *} stands for any module or any action, and
 * alone for both. A role may have capabilities of any other form: they cover exactly themselves.
 */
public interface Permissions {

  /**
   * Whether the principal may do it.
   *
   * @param principal of the tenant of the caller
   * @param capability what, without {@code *}: {@code plan.create}, or one of the host's own
   * @throws IllegalArgumentException when the capability has a {@code *} or is empty, or the
   *     principal is of another tenant
   */
  default boolean check(Principal principal, String capability, Target target) {
    return explain(principal, capability, target).isAllowed();
  }

  /** As {@link #check}, with why, or why not. */
  Permission explain(Principal principal, String capability, Target target);

  /**
   * Everything that the principal may do at this moment, by assignment, then by role and
   * capability. The same capability comes again for each way that leads to it.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list, or roles or
   *     assignments of the tenant were changed since: begin anew
   */
  Page<EffectivePermission> effective(Principal principal, @Nullable Cursor after, int limit);

  /**
   * What was denied in this tenant, by whichever authorizer: one entry for each subject and
   * capability, in the order of the first denial.
   *
   * <p>A flood of denials writes little. Each process writes the first denial of a subject and
   * capability at once and then one in a minute, which counts those between; and at most 100 at
   * once and one a second for a tenant, whoever tries what. What it does not write it counts.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<DeniedAct> denied(DeniedFilter filter, @Nullable Cursor after, int limit);
}
