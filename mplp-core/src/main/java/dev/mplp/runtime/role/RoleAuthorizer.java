package dev.mplp.runtime.role;

import dev.mplp.role.Permission;
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
    Permission permission = policy.explain(act.principal(), act.capability(), act.target());
    return permission.isAllowed() ? Verdict.allowed() : Verdict.denied(permission.message());
  }
}
