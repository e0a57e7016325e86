package dev.mplp.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.model.Principal;
import dev.mplp.runtime.CallLimits;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.RateLimiter.Rate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What callers under limits are told. */
class CallsLeftTest {

  private static final Rate THREE_A_DAY = new Rate(3, Duration.ofDays(1), 3);
  private static final Rate TEN_AT_ONCE = new Rate(5, Duration.ofDays(1), 10);

  private interface Story {
    void tell(int port) throws Exception;
  }

  private static void served(CallLimits limits, Story story) throws Exception {
    CallsLeft left = new CallsLeft();
    try (Mplp mplp = MplpRuntime.builder().callLimits(limits).listener(left).build();
        MplpServer server =
            MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
                .around(left)
                .start()) {
      story.tell(server.port());
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }

  @Test
  void limits_areToldWithEveryAnswer_andWithTheRefusalWhatRefused() throws Exception {
    CallLimits limits = CallLimits.none().perSubject(THREE_A_DAY).perTenant(TEN_AT_ONCE);
    served(
        limits,
        port -> {
          HttpResponse<String> first = get(port, "/api/v1/contexts");
          assertThat(header(first, "RateLimit-Policy"))
              .isEqualTo("\"subject\";q=3;w=86400, \"tenant\";q=10;w=172800");
          assertThat(header(first, "RateLimit"))
              .isEqualTo("\"subject\";r=2;t=28800, \"tenant\";r=9;t=17280");
          String none = "/api/v1/contexts/3b241101-e2bb-4255-8caf-4136c566a962";
          HttpResponse<String> missing = get(port, none);
          assertThat(missing.statusCode()).isEqualTo(404);
          assertThat(header(missing, "RateLimit")).startsWith("\"subject\";r=1;");
          assertThat(header(get(port, "/api/v1/contexts"), "RateLimit"))
              .startsWith("\"subject\";r=0;");

          HttpResponse<String> refused = get(port, "/api/v1/contexts");
          assertThat(refused.statusCode()).isEqualTo(429);
          assertThat(header(refused, "RateLimit-Policy")).isEqualTo("\"subject\";q=3;w=86400");
          assertThat(header(refused, "RateLimit"))
              .isEqualTo("\"subject\";r=0;t=" + header(refused, "Retry-After"));
          assertThat(header(get(port, "/health"), "RateLimit")).isEqualTo("none");
        });
  }

  @Test
  void withoutLimits_nothingIsTold() throws Exception {
    served(
        CallLimits.none(),
        port ->
            assertThat(get(port, "/api/v1/contexts").headers().map())
                .doesNotContainKeys("ratelimit", "ratelimit-policy"));
  }

  @Test
  void seconds_areOverWhenTheTimeIs() {
    assertThat(CallsLeft.seconds(Duration.ZERO)).isEqualTo(1);
    assertThat(CallsLeft.seconds(Duration.ofSeconds(2))).isEqualTo(2);
    assertThat(CallsLeft.seconds(Duration.ofMillis(2001))).isEqualTo(3);
  }
}
