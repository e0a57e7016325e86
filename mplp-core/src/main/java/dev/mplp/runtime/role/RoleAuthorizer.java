package dev.mplp.runtime.role;

import dev.mplp.role.Permission;
import dev.mplp.role.Target;
import dev.mplp.spi.Authorizer;

/** Allows what the roles allow. */
public final class RoleAuthorizer implements Authorizer {

  private final RolePolicy policy;

  /** Goes by this policy. */
  public RoleAuthorizer(RolePolicy policy) {
    this.policy = policy;
  }

  @Override
  public Verdict check(Act act) {
    Permission permission =
        policy.explain(
            act.principal(), act.capability(), new Target(act.object(), act.contextId()));
    return permission.isAllowed() ? Verdict.allowed() : Verdict.denied(permission.message());
  }
}
