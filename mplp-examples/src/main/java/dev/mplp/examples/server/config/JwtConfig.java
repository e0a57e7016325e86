package dev.mplp.examples.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Which tokens are good, and what they say.
 *
 * @param secret what they are signed with by HS256
 * @param previousSecret another one that they may be signed with
 * @param keys address or file of the public keys that they are signed with otherwise
 * @param issuer the one that they must come from
 * @param audience one that they must be for
 * @param subjectClaim the claim with the subject
 * @param tenantClaim the claim with the tenant
 * @param tenantRequired whether a token without that claim is refused; otherwise it is of the
 *     default tenant
 * @param rolesClaim the claim with the names of roles
 * @param skew by how much clocks may differ
 */
public record JwtConfig(
    Optional<String> secret,
    Optional<String> previousSecret,
    Optional<String> keys,
    Optional<String> issuer,
    Optional<String> audience,
    String subjectClaim,
    String tenantClaim,
    boolean tenantRequired,
    String rolesClaim,
    Duration skew) {

  static final String TENANT = "tenant";

  /** Refuses nulls. */
  public JwtConfig {
    requireNonNull(secret, "secret");
    requireNonNull(previousSecret, "previousSecret");
    requireNonNull(keys, "keys");
    requireNonNull(issuer, "issuer");
    requireNonNull(audience, "audience");
    requireNonNull(subjectClaim, "subjectClaim");
    requireNonNull(tenantClaim, "tenantClaim");
    requireNonNull(rolesClaim, "rolesClaim");
    requireNonNull(skew, "skew");
  }

  static JwtConfig of(ServerConfig config) {
    Optional<String> tenant = config.value(Settings.TENANT_CLAIM);
    return new JwtConfig(
        config.value(Settings.JWT_SECRET),
        config.value(Settings.JWT_SECRET_PREVIOUS),
        config.value(Settings.JWKS),
        config.value(Settings.ISSUER),
        config.value(Settings.AUDIENCE),
        config.text(Settings.SUBJECT_CLAIM),
        tenant.orElse(TENANT),
        tenant.isPresent(),
        config.text(Settings.ROLES_CLAIM),
        Duration.ofSeconds(config.number(Settings.SKEW)));
  }

  /** Whether any token can be good. */
  public boolean isConfigured() {
    return secret.isPresent() || keys.isPresent();
  }

  /** Without the secrets, and without the address of keys, which may have one. */
  @Override
  public String toString() {
    return "JwtConfig[issuer=" + issuer + ", audience=" + audience + ']';
  }
}
