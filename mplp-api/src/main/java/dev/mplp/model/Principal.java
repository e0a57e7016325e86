package dev.mplp.model;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * On whose behalf something is done.
 *
 * @param tenant whose data may be seen
 * @param subject the person, agent or service, not empty
 * @param roles the names of the roles that it acts in
 */
public record Principal(Tenant tenant, String subject, Set<String> roles) {

  /** The library itself, in the default tenant. */
  public static final Principal SYSTEM = of("system");

  /** Refuses an empty subject and copies the roles. */
  public Principal {
    requireNonNull(tenant, "tenant");
    roles = Set.copyOf(roles);
    if (requireNonNull(subject, "subject").isEmpty()) {
      throw new IllegalArgumentException("subject must not be empty");
    }
  }

  /** A subject of the default tenant. */
  public static Principal of(String subject, String... roles) {
    return of(Tenant.DEFAULT, subject, roles);
  }

  /** A subject of a tenant. */
  public static Principal of(Tenant tenant, String subject, String... roles) {
    return new Principal(tenant, subject, Set.of(roles));
  }

  /** True when it acts in this role. */
  public boolean hasRole(String role) {
    return roles.contains(role);
  }
}
