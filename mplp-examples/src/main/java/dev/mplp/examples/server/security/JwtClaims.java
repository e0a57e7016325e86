package dev.mplp.examples.server.security;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mplp.examples.server.config.JwtConfig;
import dev.mplp.examples.server.security.VerifiedTokens.Verified;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token that is signed as it should be says: whether it counts here and now, and for whom.
 */
final class JwtClaims {

  private static final int MOST_ROLES = 100;

  private final JwtConfig config;
  private final Clock clock;

  JwtClaims(JwtConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Who it is for, when it counts. */
  Verified check(JWTClaimsSet claims) {
    Instant expires = checkTimes(claims);
    config
        .issuer()
        .filter(issuer -> !issuer.equals(claims.getIssuer()))
        .ifPresent(
            issuer -> {
              throw UnauthenticatedException.invalid("the token is of another issuer");
            });
    config
        .audience()
        .filter(audience -> !claims.getAudience().contains(audience))
        .ifPresent(
            audience -> {
              throw UnauthenticatedException.invalid("the token is meant for somebody else");
            });
    return new Verified(principal(claims.getClaims()), expires);
  }

  private Instant checkTimes(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Date expiration = claims.getExpirationTime();
    if (expiration == null) {
      throw UnauthenticatedException.invalid("the token has no end (exp)");
    }
    Instant expires = expiration.toInstant().plus(config.skew());
    if (!now.isBefore(expires)) {
      throw UnauthenticatedException.invalid("the token has expired");
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.plus(config.skew()).isBefore(notBefore.toInstant())) {
      throw UnauthenticatedException.invalid("the token does not count yet (nbf)");
    }
    return expires;
  }

  private Principal principal(Map<String, Object> claims) {
    String subject =
        text(claims, config.subjectClaim())
            .orElseThrow(() -> missing(config.subjectClaim(), "subject"));
    Optional<String> tenant = text(claims, config.tenantClaim());
    if (tenant.isEmpty() && config.tenantRequired()) {
      throw missing(config.tenantClaim(), "tenant");
    }
    try {
      return new Principal(
          tenant.map(Tenant::of).orElse(Tenant.DEFAULT),
          Names.checked("subject", subject),
          roles(find(claims, config.rolesClaim())));
    } catch (IllegalArgumentException e) {
      throw UnauthenticatedException.invalid("the token cannot be used: " + e.getMessage());
    }
  }

  private static UnauthenticatedException missing(String claim, String what) {
    return UnauthenticatedException.invalid(
        "the token has no " + claim + ", which tells the " + what);
  }

  private static Optional<String> text(Map<String, Object> claims, String name) {
    Object found = find(claims, name);
    if (found == null) {
      return Optional.empty();
    }
    if (found instanceof String text) {
      return Optional.of(text);
    }
    throw UnauthenticatedException.invalid("the token's " + name + " is no text");
  }

  /** By its name as a whole, or, with dots, as a path into objects. */
  private static @Nullable Object find(Map<?, ?> claims, String name) {
    Object whole = claims.get(name);
    int dot = name.indexOf('.');
    if (whole != null || dot < 0) {
      return whole;
    }
    return claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, name.substring(dot + 1))
        : null;
  }

  /** Roles are a list, or one text with spaces between. */
  private static Set<String> roles(@Nullable Object claim) {
    if (claim == null) {
      return Set.of();
    }
    List<String> names = new ArrayList<>();
    if (claim instanceof String text) {
      names.addAll(Arrays.asList(text.split(" ", -1)));
      names.removeIf(String::isEmpty);
    } else if (claim instanceof List<?> list) {
      for (Object name : list) {
        if (!(name instanceof String text)) {
          throw new IllegalArgumentException("roles are texts");
        }
        names.add(text);
      }
    } else {
      throw new IllegalArgumentException("roles are a list of texts");
    }
    if (names.size() > MOST_ROLES) {
      throw new IllegalArgumentException("there are more than " + MOST_ROLES + " roles");
    }
    names.forEach(name -> Names.checked("role", name));
    return new LinkedHashSet<>(names);
  }
}
