package dev.mplp.examples.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are taken, and what they say. */
class JwtAuthenticatorTest {

  private static final RSAKey RSA = SignedTokens.rsa("rsa-1");
  private static final ECKey EC = SignedTokens.ec("ec-1");
  private static KeyServer server;

  private final SettableClock clock = new SettableClock();

  @BeforeAll
  static void publish() throws IOException {
    server = new KeyServer();
    server.publish(RSA, EC);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private Authenticator authenticator(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("JWT_SECRET", SignedTokens.SECRET));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return Authenticators.of(ServerConfig.of(environment), clock);
  }

  private Authenticator ofKeys() {
    return Authenticators.of(ServerConfig.of(Map.of("JWT_JWKS", server.address())), clock);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder().subject("ada").expirationTime(in(Duration.ofMinutes(5)));
  }

  private Date in(Duration time) {
    return Date.from(clock.instant().plus(time));
  }

  private static Principal sent(Authenticator authenticator, String token) {
    return authenticator.authenticate(
        new RequestCredentials(
            List.of("Bearer " + token), List.of(), "api.example.com", "192.0.2.1"));
  }

  private static void refused(Authenticator authenticator, String token, String why) {
    assertThatThrownBy(() -> sent(authenticator, token))
        .isInstanceOfSatisfying(
            UnauthenticatedException.class,
            e -> assertThat(e.challenge()).contains("invalid_token"))
        .hasMessageContaining(why);
  }

  @Test
  void goodToken_tellsWhoIsCalling() {
    String token =
        SignedTokens.hs256(
            claims().claim("tenant", "acme").claim("roles", List.of("a", "b")).build());
    assertThat(sent(authenticator(), token))
        .isEqualTo(new Principal(Tenant.of("acme"), "ada", Set.of("a", "b")));
    assertThat(sent(authenticator(), SignedTokens.hs256(claims().build())))
        .isEqualTo(Principal.of("ada"));
  }

  @Test
  void tokensOfPublicKeys_areTaken() {
    Authenticator authenticator = ofKeys();
    assertThat(sent(authenticator, SignedTokens.by(RSA, claims().build()))).isNotNull();
    assertThat(sent(authenticator, SignedTokens.by(EC, claims().build()))).isNotNull();
    assertThat(sent(authenticator, SignedTokens.by(EC, null, claims().build()))).isNotNull();
  }

  @Test
  void ownTokens_areTaken() {
    ServerConfig config =
        ServerConfig.of(
            Map.of(
                "JWT_SECRET", SignedTokens.SECRET,
                "JWT_ISSUER", "https://login.example",
                "JWT_AUDIENCE", "mplp",
                "JWT_TENANT_CLAIM", "org",
                "JWT_ROLES_CLAIM", "realm.roles"));
    Principal ada = Principal.of(Tenant.of("acme"), "ada", "clerk");
    String token = Tokens.sign(config.jwt(), ada, clock.instant(), Duration.ofMinutes(1));
    assertThat(sent(Authenticators.of(config, clock), token)).isEqualTo(ada);
  }

  @Test
  void tokensOfTheFormerSecret_areTaken_whileItIsNamed() {
    String former = SignedTokens.hs256(claims().build());
    Map<String, String> changed = Map.of("JWT_SECRET", "y".repeat(32));
    refused(Authenticators.of(ServerConfig.of(changed), clock), former, "signature is not good");
    ServerConfig both =
        ServerConfig.of(
            Map.of("JWT_SECRET", "y".repeat(32), "JWT_SECRET_PREVIOUS", SignedTokens.SECRET));
    Authenticator authenticator = Authenticators.of(both, clock);
    assertThat(sent(authenticator, former)).isEqualTo(Principal.of("ada"));
    String current =
        SignedTokens.hs256(
            new JWSHeader(JWSAlgorithm.HS256), claims().build(), "y".repeat(32).getBytes(UTF_8));
    assertThat(sent(authenticator, current)).isEqualTo(Principal.of("ada"));
    String other =
        SignedTokens.hs256(
            new JWSHeader(JWSAlgorithm.HS256), claims().build(), "x".repeat(32).getBytes(UTF_8));
    refused(authenticator, other, "signature is not good");
  }

  @Test
  void tokenWithTheSecretsSignature_isKnown_unlikeAnyOther() {
    Authenticator authenticator = authenticator();
    assertThat(knows(authenticator, SignedTokens.hs256(claims().build()))).isTrue();
    String other =
        SignedTokens.hs256(
            new JWSHeader(JWSAlgorithm.HS256), claims().build(), "x".repeat(32).getBytes(UTF_8));
    assertThat(knows(authenticator, other)).isFalse();
    assertThat(knows(authenticator, "no token")).isFalse();
    assertThat(knows(ofKeys(), SignedTokens.by(RSA, claims().build()))).isFalse();
  }

  private static boolean knows(Authenticator authenticator, String token) {
    return authenticator.knows(
        new RequestCredentials(List.of("Bearer " + token), List.of(), "", "192.0.2.1"));
  }

  @Test
  void otherSignature_isRefused_alsoAfterAGoodOne() {
    Authenticator authenticator = authenticator();
    String good = SignedTokens.hs256(claims().build());
    sent(authenticator, good);
    String other =
        SignedTokens.hs256(
            new JWSHeader(JWSAlgorithm.HS256), claims().build(), "x".repeat(32).getBytes(UTF_8));
    refused(authenticator, other, "signature is not good");
    String forged = SignedTokens.hs256(claims().subject("eve").build()).split("\\.", -1)[1];
    String[] parts = good.split("\\.", -1);
    refused(authenticator, parts[0] + '.' + forged + '.' + parts[2], "signature is not good");
  }

  @Test
  void keyOfSomebodyElse_isRefused() {
    refused(ofKeys(), SignedTokens.by(SignedTokens.ec("ec-1"), claims().build()), "not good");
    refused(ofKeys(), SignedTokens.by(SignedTokens.ec("ec-2"), claims().build()), "not good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
  void noSignature_isRefused(String algorithm) {
    String claims = claims().build().toString();
    for (String signature : List.of("", "AAAA")) {
      refused(
          authenticator(),
          SignedTokens.raw("{\"alg\":\"" + algorithm + "\"}", claims, signature),
          "");
    }
  }

  @Test
  void publicKeyAsSecret_isRefused() throws Exception {
    byte[] pem = RSA.toRSAPublicKey().getEncoded();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build();
    String confused = SignedTokens.hs256(header, claims().build(), pem);
    refused(ofKeys(), confused, "another algorithm than RS256, ES256");
    String both = SignedTokens.hs256(header, claims().build(), pem);
    refused(authenticator("JWT_JWKS", server.address()), both, "signature is not good");
  }

  @Test
  void publicKeysWithASecretOnly_areRefused() {
    refused(
        authenticator(), SignedTokens.by(RSA, claims().build()), "another algorithm than HS256");
  }

  @Test
  void tokenThatBringsItsKey_isRefused() throws Exception {
    for (JWSHeader.Builder header :
        List.of(
            new JWSHeader.Builder(JWSAlgorithm.HS256).jwk(RSA.toPublicJWK()),
            new JWSHeader.Builder(JWSAlgorithm.HS256).jwkURL(URI.create(server.address())),
            new JWSHeader.Builder(JWSAlgorithm.HS256).x509CertURL(URI.create(server.address())))) {
      refused(
          authenticator(),
          SignedTokens.hs256(header.build(), claims().build(), SignedTokens.SECRET.getBytes(UTF_8)),
          "brings its own key");
    }
  }

  @Test
  void typeAndCriticalParameters_areLookedAt() {
    byte[] secret = SignedTokens.SECRET.getBytes(UTF_8);
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.HS256);
    JWSHeader access = header.type(new JOSEObjectType("AT+JWT")).build();
    assertThat(sent(authenticator(), SignedTokens.hs256(access, claims().build(), secret)))
        .isNotNull();
    JWSHeader other = header.type(new JOSEObjectType("logout+jwt")).build();
    refused(authenticator(), SignedTokens.hs256(other, claims().build(), secret), "another type");
    JWSHeader critical =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .criticalParams(Set.of("exp"))
            .customParam("exp", 1)
            .build();
    refused(authenticator(), SignedTokens.hs256(critical, claims().build(), secret), "critical");
  }

  @Test
  void times_areCheckedWithSomeSkew() {
    Authenticator authenticator = authenticator();
    String short1 =
        SignedTokens.hs256(claims().expirationTime(in(Duration.ofSeconds(-59))).build());
    String expired =
        SignedTokens.hs256(claims().expirationTime(in(Duration.ofMinutes(-1))).build());
    assertThat(sent(authenticator, short1)).isNotNull();
    refused(authenticator, expired, "expired");
    clock.advance(Duration.ofSeconds(1));
    refused(authenticator, short1, "expired");

    String soon = SignedTokens.hs256(claims().notBeforeTime(in(Duration.ofMinutes(1))).build());
    String later = SignedTokens.hs256(claims().notBeforeTime(in(Duration.ofSeconds(61))).build());
    assertThat(sent(authenticator, soon)).isNotNull();
    refused(authenticator, later, "nbf");
    refused(
        authenticator,
        SignedTokens.hs256(new JWTClaimsSet.Builder().subject("ada").build()),
        "exp");
  }

  @Test
  void rememberedToken_endsWhenItEnds() {
    Authenticator authenticator = authenticator("JWT_SKEW_SECONDS", "0");
    String token = SignedTokens.hs256(claims().expirationTime(in(Duration.ofSeconds(3))).build());
    assertThat(sent(authenticator, token)).isNotNull();
    clock.advance(Duration.ofSeconds(2));
    assertThat(sent(authenticator, token)).isNotNull();
    clock.advance(Duration.ofSeconds(1));
    refused(authenticator, token, "expired");
  }

  @Test
  void issuerAndAudience_areCheckedWhereConfigured() {
    Authenticator authenticator = authenticator("JWT_ISSUER", "https://a", "JWT_AUDIENCE", "mplp");
    JWTClaimsSet.Builder good = claims().issuer("https://a").audience(List.of("x", "mplp"));
    assertThat(sent(authenticator, SignedTokens.hs256(good.build()))).isNotNull();
    refused(authenticator, SignedTokens.hs256(claims().audience("mplp").build()), "issuer");
    refused(
        authenticator,
        SignedTokens.hs256(claims().issuer("https://a/").audience("mplp").build()),
        "issuer");
    refused(
        authenticator,
        SignedTokens.hs256(claims().issuer("https://a").audience("other").build()),
        "somebody else");
    refused(
        authenticator, SignedTokens.hs256(claims().issuer("https://a").build()), "somebody else");
  }

  @Test
  void claims_haveTheNamesThatAreSet() {
    Authenticator authenticator =
        authenticator(
            "JWT_SUBJECT_CLAIM", "email",
            "JWT_TENANT_CLAIM", "https://mplp.example/tenant",
            "JWT_ROLES_CLAIM", "realm_access.roles");
    JWTClaimsSet.Builder claims =
        claims()
            .claim("email", "ada@example.com")
            .claim("https://mplp.example/tenant", "acme")
            .claim("realm_access", Map.of("roles", List.of("clerk")));
    assertThat(sent(authenticator, SignedTokens.hs256(claims.build())))
        .isEqualTo(Principal.of(Tenant.of("acme"), "ada@example.com", "clerk"));
    refused(
        authenticator,
        SignedTokens.hs256(claims().claim("email", "ada@example.com").build()),
        "tells the tenant");
    refused(authenticator, SignedTokens.hs256(claims().build()), "tells the subject");
  }

  @Test
  void badClaims_areRefused() {
    Authenticator authenticator = authenticator();
    refused(authenticator, SignedTokens.hs256(claims().subject("").build()), "subject");
    refused(authenticator, SignedTokens.hs256(claims().subject("a\nb").build()), "subject");
    refused(
        authenticator, SignedTokens.hs256(claims().subject("a".repeat(201)).build()), "subject");
    refused(authenticator, SignedTokens.hs256(claims().claim("tenant", "A B").build()), "tenant");
    refused(authenticator, SignedTokens.hs256(claims().claim("tenant", 7).build()), "tenant");
    refused(authenticator, SignedTokens.hs256(claims().claim("roles", 7).build()), "roles");
    refused(
        authenticator, SignedTokens.hs256(claims().claim("roles", List.of(7)).build()), "roles");
    refused(
        authenticator,
        SignedTokens.hs256(claims().claim("roles", "r ".repeat(101)).build()),
        "100 roles");
    assertThat(
            sent(authenticator, SignedTokens.hs256(claims().claim("roles", "a  b").build()))
                .roles())
        .containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b", "a.b.c", "a.b.c.d.e", "..", "{}.{}.{}", "é.é.é"})
  void nonsense_isRefused(String token) {
    refused(authenticator(), token, "no signed JWT");
  }

  @Test
  void deepAndLongTokens_areRefused() {
    String deep = "{\"alg\":\"HS256\",\"x\":" + "[".repeat(2000) + "]".repeat(2000) + '}';
    refused(authenticator(), SignedTokens.raw(deep, "{}", "AAAA"), "");
    refused(authenticator(), "a".repeat(8 * 1024 + 1), "at most");
  }

  @Test
  void whoIsAnsweredForLong_isAskedAgain_andWhenTheTokenExpires() {
    Authenticator authenticator = authenticator("JWT_SKEW_SECONDS", "0");
    RequestCredentials brief = credentials(in(Duration.ofSeconds(10)));
    RequestCredentials usual = credentials(in(Duration.ofMinutes(5)));
    assertThat(authenticator.identify(brief).until()).isEqualTo(clock.instant().plusSeconds(10));
    assertThat(authenticator.identify(usual).until()).isEqualTo(clock.instant().plusSeconds(30));
    clock.advance(Duration.ofSeconds(10));
    assertThatThrownBy(() -> authenticator.identify(brief))
        .isInstanceOf(UnauthenticatedException.class);
    clock.advance(Duration.ofSeconds(20));
    assertThat(authenticator.identify(usual).until()).isEqualTo(clock.instant().plusSeconds(30));
  }

  private RequestCredentials credentials(Date expires) {
    String token = SignedTokens.hs256(claims().expirationTime(expires).build());
    return new RequestCredentials(List.of("Bearer " + token), List.of(), "a", "192.0.2.1");
  }
}
