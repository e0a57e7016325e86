package dev.mplp.runtime.role;

import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.role.DeniedAct;
import dev.mplp.role.DeniedFilter;
import dev.mplp.role.EffectivePermission;
import dev.mplp.role.Permission;
import dev.mplp.role.Permissions;
import dev.mplp.role.Target;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Cursors;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the roles allow, for a caller. */
final class PermissionService implements Permissions {

  private final Caller caller;
  private final RolePolicy policy;

  PermissionService(Caller caller, RolePolicy policy) {
    this.caller = caller;
    this.policy = policy;
  }

  @Override
  public Permission explain(Principal principal, String capability, Target target) {
    caller.may(ModuleName.ROLE, "explain", null);
    checkTenant(principal);
    if (capability.isEmpty() || capability.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "ask for one capability, such as plan.create, not for \"" + capability + '"');
    }
    return policy.explain(principal, capability, target);
  }

  private void checkTenant(Principal principal) {
    if (!principal.tenant().equals(caller.principal().tenant())) {
      throw new IllegalArgumentException(
          "the principal is of tenant " + principal.tenant() + ", the caller of another");
    }
  }

  @Override
  public Page<EffectivePermission> effective(
      Principal principal, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.ROLE, "explain", null);
    checkTenant(principal);
    Listing.checkLimit(limit);
    RolePolicy.Known known = policy.holdings(principal);
    String list = "effective " + principal + ' ' + known.look().position().version();
    long place = Cursors.place(list, after);
    List<EffectivePermission> found = from(known, place, limit + 1);
    if (found.size() <= limit) {
      return Page.last(found);
    }
    return new Page<>(found.subList(0, limit), Cursors.of(list, place + limit));
  }

  @Override
  public Page<DeniedAct> denied(DeniedFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.ROLE, "read_denials", null);
    return Listing.page(
        caller.storage(),
        caller.tenant(),
        Kinds.DENIED_ACT,
        DeniedDocuments.conditions(filter),
        after,
        limit,
        DeniedDocuments::read);
  }

  /** So many, beginning with the one of this place; only these are made. */
  private static List<EffectivePermission> from(RolePolicy.Known known, long place, int most) {
    List<EffectivePermission> found = new ArrayList<>();
    long at = 0;
    Holdings holdings = known.holdings();
    for (int i = 0; i < holdings.held().size() && found.size() < most; i++) {
      Holding holding = holdings.held().get(i);
      Map<String, List<String>> paths = holding.closure().paths();
      if (holdings.refusal(i, known.look()::now).isPresent()) {
        continue;
      }
      if (at + paths.size() <= place) {
        at += paths.size();
        continue;
      }
      for (Map.Entry<String, List<String>> path : paths.entrySet()) {
        if (at++ >= place && found.size() < most) {
          found.add(
              new EffectivePermission(
                  path.getKey(),
                  holding.scope(),
                  path.getValue(),
                  holding.expiresAt(),
                  holding.basis()));
        }
      }
    }
    return found;
  }
}
