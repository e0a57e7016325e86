package dev.mplp.examples.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mplp.examples.server.config.JwtConfig;
import dev.mplp.model.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.TreeSet;

/** Signs tokens for a first try, for tests and for small installations. */
public final class Tokens {

  private Tokens() {}

  /**
   * A token that a server with the same configuration takes.
   *
   * @throws IllegalArgumentException when there is no secret to sign with
   */
  public static String sign(JwtConfig config, Principal principal, Instant now, Duration lasts) {
    String secret =
        config
            .secret()
            .orElseThrow(
                () -> new IllegalArgumentException("set JWT_SECRET, which tokens are signed with"));
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .claim(config.subjectClaim(), principal.subject())
            .claim(config.tenantClaim(), principal.tenant().name())
            .claim(config.rolesClaim(), new ArrayList<>(new TreeSet<>(principal.roles())))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lasts)));
    config.issuer().ifPresent(claims::issuer);
    config.audience().ifPresent(claims::audience);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(),
            claims.build());
    try {
      token.sign(new MACSigner(secret.getBytes(UTF_8)));
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the secret is no good: " + e.getMessage(), e);
    }
    return token.serialize();
  }
}
