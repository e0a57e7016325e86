package dev.mplp.examples.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Base64;
import java.util.List;

/** Makes tokens as good and bad as they are wanted. */
final class SignedTokens {

  static final String SECRET = "a secret that has thirty-two bytes, or some more";

  private SignedTokens() {}

  static RSAKey rsa(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hs256(JWTClaimsSet claims) {
    return hs256(new JWSHeader(JWSAlgorithm.HS256), claims, SECRET.getBytes(UTF_8));
  }

  static String hs256(JWSHeader header, JWTClaimsSet claims, byte[] secret) {
    try {
      return signed(header, claims, new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with a private key, by its own kind of signature, under its own name. */
  static String by(JWK key, JWTClaimsSet claims) {
    return by(key, key.getKeyID(), claims);
  }

  static String by(JWK key, String kid, JWTClaimsSet claims) {
    try {
      JWSAlgorithm algorithm = key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
      JWSSigner signer =
          key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
      return signed(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims, signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  /** Parts as they are, each encoded. */
  static String raw(String header, String claims, String signature) {
    return List.of(header, claims).stream()
            .map(
                part ->
                    Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)))
            .reduce((one, other) -> one + '.' + other)
            .orElseThrow()
        + '.'
        + signature;
  }
}
