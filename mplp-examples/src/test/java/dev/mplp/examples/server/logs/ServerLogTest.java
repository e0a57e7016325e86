package dev.mplp.examples.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.cli.json.Json;
import dev.mplp.model.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a server that logs all it can logs: lines of JSON, and nothing that nobody may see. */
class ServerLogTest {

  private static final String SECRET = "this-is-what-tokens-are-signed-with";
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String TOKEN = "a.token.that.is.none";
  private static final Pattern LISTENS = Pattern.compile("listens at \\S+ port (\\d+)");

  private final List<JsonObject> lines = new ArrayList<>();
  private final StringBuilder all = new StringBuilder();

  private static Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.mplp.examples.cli.Main",
            "serve");
    builder
        .environment()
        .putAll(
            Map.of(
                "PORT", "0",
                "MPLP_ENV", "development",
                "JWT_SECRET", SECRET,
                "ENCRYPTION_KEY", "k1:" + KEY,
                "LOG_FORMAT", "json",
                "LOG_LEVEL", "TRACE"));
    return builder.redirectErrorStream(true).start();
  }

  private void read(String line) {
    all.append(line).append('\n');
    lines.add(Json.read(line.getBytes(UTF_8)).orThrow(line).asObject());
  }

  private int port(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      read(line);
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        return Integer.parseInt(listens.group(1));
      }
    }
    throw new IllegalStateException("it ended:\n" + all);
  }

  private static void ask(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/contexts?x=" + KEY))
            .header("Authorization", "Bearer " + TOKEN)
            .header("X-Api-Key", SECRET)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"password\": \"" + SECRET + "\"}"))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).isBetween(400, 499);
    assertThat(response.body()).doesNotContain(SECRET, KEY);
  }

  @Test
  void everyLine_isJson_andNoneHasASecret() throws Exception {
    Process server = start();
    try (BufferedReader out = server.inputReader(UTF_8)) {
      ask(port(out));
      server.toHandle().destroy(); // leaves its output open
      out.lines().forEach(this::read);
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.destroyForcibly();
    }
    assertThat(server.exitValue()).as(all.toString()).isZero();
    assertThat(lines)
        .isNotEmpty()
        .allMatch(line -> line.string("time").isPresent() && line.string("level").isPresent());
    assertThat(all.toString()).doesNotContain(SECRET, KEY, TOKEN);
  }
}
