package dev.mplp.examples.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mplp.examples.server.config.JwtConfig;
import dev.mplp.model.Principal;
import dev.mplp.observe.RuntimeHealth.Part;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads signed tokens (JWT, RFC 7519): HS256 by a shared secret, RS256 and ES256 by public keys.
 *
 * <p>A token chooses neither its key nor how it is checked: the secret checks HS256 alone and
 * public keys never do, what the token says of where keys are is refused (RFC 8725).
 */
final class JwtAuthenticator {

  private static final int LONGEST = 8 * 1024;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

  /** For each secret. */
  private final List<JWSVerifier> shared;

  private final @Nullable JwkKeys keys;
  private final JwtClaims claims;
  private final VerifiedTokens verified;

  /**
   * For tokens that are checked as configured.
   *
   * @param keys null when there are no public keys
   */
  JwtAuthenticator(JwtConfig config, @Nullable JwkKeys keys, Clock clock) {
    this.shared =
        Stream.of(config.secret(), config.previousSecret())
            .flatMap(Optional::stream)
            .map(JwtAuthenticator::verifier)
            .toList();
    this.keys = keys;
    this.claims = new JwtClaims(config, clock);
    this.verified = new VerifiedTokens(clock);
  }

  private static JWSVerifier verifier(String secret) {
    try {
      return new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the secret of tokens is no good: " + e.getMessage(), e);
    }
  }

  /**
   * How the public keys are; empty when there are to be none.
   *
   * @param tokensAlone whether callers have nothing but tokens
   */
  Optional<Part> health(boolean tokensAlone) {
    return Optional.ofNullable(keys).map(all -> all.health(tokensAlone && shared.isEmpty()));
  }

  /** Whether a token was good when it was looked at last, or is signed with the secret. */
  boolean knows(String token) {
    return token.length() <= LONGEST && (verified.knows(token) || isSignedBySecret(token));
  }

  private boolean isSignedBySecret(String token) {
    if (shared.isEmpty()) {
      return false;
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      return JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) && isSignedBySecret(jwt);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Who a token is of. */
  Principal authenticate(String token) {
    if (token.length() > LONGEST) {
      throw UnauthenticatedException.invalid("a token has at most " + LONGEST + " characters");
    }
    return verified.of(token, () -> read(token));
  }

  /** Until when that is believed which was found out of a token. */
  Instant until(String token) {
    return verified.until(token);
  }

  private VerifiedTokens.Verified read(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      checkHeader(jwt.getHeader());
      if (!isSigned(jwt)) {
        throw UnauthenticatedException.invalid("the token's signature is not good");
      }
      JWTClaimsSet set = jwt.getJWTClaimsSet();
      return claims.check(set);
    } catch (ParseException | IllegalArgumentException e) {
      throw UnauthenticatedException.invalid("the token is no signed JWT");
    } catch (JOSEException e) {
      throw UnauthenticatedException.invalid("the token's signature cannot be checked");
    }
  }

  private static void checkHeader(JWSHeader header) {
    String type = header.getType() == null ? null : header.getType().getType();
    if (type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw UnauthenticatedException.invalid("the token is of another type than JWT or at+jwt");
    }
    if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
      throw UnauthenticatedException.invalid("the token has critical parameters nobody knows here");
    }
    if (header.getJWK() != null
        || header.getJWKURL() != null
        || header.getX509CertURL() != null
        || header.getX509CertChain() != null) {
      throw UnauthenticatedException.invalid("the token brings its own key, which proves nothing");
    }
  }

  private boolean isSigned(SignedJWT jwt) throws JOSEException {
    JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
    if (!shared.isEmpty() && JWSAlgorithm.HS256.equals(algorithm)) {
      return isSignedBySecret(jwt);
    }
    boolean known = JWSAlgorithm.RS256.equals(algorithm) || JWSAlgorithm.ES256.equals(algorithm);
    if (keys == null || !known) {
      throw UnauthenticatedException.invalid(
          "the token is signed by another algorithm than " + String.join(", ", algorithms()));
    }
    for (JWK key : keys.candidates(jwt.getHeader())) {
      if (jwt.verify(verifier(key))) {
        return true;
      }
    }
    return false;
  }

  private boolean isSignedBySecret(SignedJWT jwt) throws JOSEException {
    for (JWSVerifier one : shared) {
      if (jwt.verify(one)) {
        return true;
      }
    }
    return false;
  }

  private List<String> algorithms() {
    List<String> names = new ArrayList<>();
    if (!shared.isEmpty()) {
      names.add(JWSAlgorithm.HS256.getName());
    }
    if (keys != null) {
      names.add(JWSAlgorithm.RS256.getName());
      names.add(JWSAlgorithm.ES256.getName());
    }
    return names;
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    if (key instanceof RSAKey rsa) {
      return new RSASSAVerifier(rsa);
    }
    if (key instanceof ECKey ec) {
      return new ECDSAVerifier(ec);
    }
    throw new JOSEException("a key of a kind that is not used");
  }
}
