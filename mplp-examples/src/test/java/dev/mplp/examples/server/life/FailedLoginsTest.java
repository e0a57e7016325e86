package dev.mplp.examples.server.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.security.Tokens;
import dev.mplp.model.Principal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers whom nobody knows, behind a proxy. */
class FailedLoginsTest {

  private static final ServerConfig CONFIG =
      ServerConfig.of(
          Map.of(
              "PORT", "0",
              "JWT_SECRET", "a secret of thirty-two bytes or more",
              "MPLP_TRUSTED_PROXIES", "127.0.0.0/8",
              "MPLP_FAILED_LOGINS_PER_MINUTE", "3",
              "MPLP_CALLS_PER_SUBJECT", "1000/s"));

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

  private HttpResponse<String> get(String from, String token) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/contexts");
    return client.send(
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(30))
            .header("X-Forwarded-For", from)
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void whoSendsNoCredentials_isToldSo_andShutsNobodyOut() throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/contexts");
    for (int i = 0; i < 10; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(address).header("X-Forwarded-For", "203.0.113.9").build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }
    assertThat(get("203.0.113.9", "no token").statusCode()).isEqualTo(401);
  }

  private static String token(String subject) {
    return Tokens.sign(CONFIG.jwt(), Principal.of(subject), Instant.now(), Duration.ofMinutes(5));
  }

  @Test
  void tooManyThatFail_areToldToComeLater_butNotWhoIsKnown_norWhoIsElsewhere() throws Exception {
    String ada = token("ada");
    HttpResponse<String> known = get("203.0.113.7", ada);
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.headers().firstValue("RateLimit-Policy")).hasValue("\"subject\";q=1000;w=1");
    assertThat(known.headers().firstValue("RateLimit")).hasValue("\"subject\";r=999;t=1");
    for (int i = 0; i < 3; i++) {
      assertThat(get("203.0.113.7", "no token").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> refused = get("203.0.113.7", "no token");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("\"RATE_LIMITED\"", "\"retryable\":true");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 20L);

    assertThat(get("203.0.113.7", token("eve")).statusCode()).isEqualTo(200);
    assertThat(get("203.0.113.7", ada).statusCode()).isEqualTo(200);
    String forged = token("eve").replaceFirst("[.][^.]+$", ".AAAA");
    assertThat(get("203.0.113.7", forged).statusCode()).isEqualTo(429);
    assertThat(get("203.0.113.8", token("eve")).statusCode()).isEqualTo(200);
    assertThat(get("203.0.113.8", "no token").statusCode()).isEqualTo(401);
    assertThat(get("203.0.113.8, 203.0.113.7", "no token").statusCode()).isEqualTo(429);
  }
}
