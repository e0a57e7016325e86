package dev.mplp.examples.server.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.security.Tokens;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is let in over HTTP, and to what. */
class AuthenticationTest {

  private static final String CONTEXTS = "/api/v1/contexts";
  private static final String NEW =
      "{\"title\":\"Loan\",\"root\":{\"domain\":\"finance\",\"environment\":\"test\"}}";
  private static final Pattern ID = Pattern.compile("\"context_id\" ?: ?\"([0-9a-f-]{36})\"");
  private static final String ORIGIN = "https://console.example.com";
  private static final Principal ADA = Principal.of(Tenant.of("acme"), "ada");

  private static final ServerConfig CONFIG =
      ServerConfig.of(
          Map.of(
              "PORT", "0",
              "JWT_SECRET", "a secret of thirty-two bytes or more",
              "MPLP_CORS_ORIGINS", ORIGIN));

  private static RunningServer server;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    server = RunningServer.start(CONFIG, Optional.empty());
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private static String token(Principal principal, Duration lasts) {
    return Tokens.sign(CONFIG.jwt(), principal, Instant.now(), lasts);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> with(String token) throws Exception {
    return send(request(CONTEXTS).header("Authorization", "Bearer " + token));
  }

  private HttpResponse<String> create(Principal principal) throws Exception {
    return send(
        request(CONTEXTS + "/open")
            .header("Authorization", "Bearer " + token(principal, Duration.ofMinutes(5)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(NEW)));
  }

  private static void refused(HttpResponse<String> answer, String challenge) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains(challenge);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("UNAUTHENTICATED").doesNotContain("Exception", "dev.mplp");
  }

  private static final String MISSING = "Bearer realm=\"mplp\"";
  private static final String INVALID = MISSING + ", error=\"invalid_token\"";

  @Test
  void noToken_isAskedForOne() throws Exception {
    refused(send(request(CONTEXTS)), MISSING);
    refused(send(request(CONTEXTS).POST(BodyPublishers.ofString(NEW))), MISSING);
  }

  @Test
  void badTokens_areRefused() throws Exception {
    String good = token(ADA, Duration.ofMinutes(5));
    refused(with(token(ADA, Duration.ofMinutes(-2))), INVALID);
    refused(with(good.substring(0, good.length() - 4) + "AAAA"), INVALID);
    String claims = good.split("\\.", -1)[1];
    for (String header :
        new String[] {"{\"alg\":\"none\"}", "{\"alg\":\"RS256\"}", "{\"alg\":\"HS512\"}"}) {
      String encoded =
          Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8));
      refused(with(encoded + '.' + claims + '.'), INVALID);
      refused(with(encoded + '.' + claims + '.' + good.split("\\.", -1)[2]), INVALID);
    }
    refused(with("x"), INVALID);
    refused(
        send(
            request(CONTEXTS)
                .header("Authorization", "Bearer " + good)
                .header("Authorization", "Bearer " + good)),
        INVALID);
  }

  @Test
  void probes_areOpen() throws Exception {
    assertThat(send(request("/health")).statusCode()).isEqualTo(200);
    assertThat(send(request("/ready")).statusCode()).isEqualTo(200);
    assertThat(send(request("/openapi.json")).statusCode()).isEqualTo(200);
  }

  @Test
  void idOfAnotherTenant_isNotThere() throws Exception {
    HttpResponse<String> created = create(ADA);
    assertThat(created.statusCode()).isEqualTo(201);
    Matcher id = ID.matcher(created.body());
    assertThat(id.find()).isTrue();
    String path = CONTEXTS + '/' + id.group(1);
    Principal other = Principal.of(Tenant.of("other"), "ada");
    for (Principal one : new Principal[] {ADA, other, Principal.of("ada")}) {
      HttpResponse<String> read =
          send(
              request(path).header("Authorization", "Bearer " + token(one, Duration.ofMinutes(5))));
      assertThat(read.statusCode()).isEqualTo(one.equals(ADA) ? 200 : 404);
    }
  }

  @Test
  void answers_tellBrowsersToDoNothingWithThem() throws Exception {
    for (HttpResponse<String> answer :
        List.of(send(request("/health")), send(request(CONTEXTS)), send(request("/x")))) {
      assertThat(answer.headers().map())
          .containsKeys(
              "x-content-type-options",
              "content-security-policy",
              "x-frame-options",
              "referrer-policy",
              "cache-control");
    }
  }

  @Test
  void pagesOfAllowedOrigins_mayCall_andNoOthers() throws Exception {
    HttpResponse<String> asked = preflight(ORIGIN);
    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("Authorization");
    assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    HttpResponse<String> refused = send(request(CONTEXTS).header("Origin", ORIGIN));
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);

    for (String origin : new String[] {"https://evil.example", "null", ORIGIN + ".evil.example"}) {
      assertThat(preflight(origin).statusCode()).isEqualTo(403);
      HttpResponse<String> answer = send(request("/health").header("Origin", origin));
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.headers().firstValue("Vary").orElse("")).contains("Origin");
    }
  }

  private HttpResponse<String> preflight(String origin) throws Exception {
    return send(
        request(CONTEXTS)
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST"));
  }
}
