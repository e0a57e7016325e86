package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.context.ContextFilter;
import dev.mplp.examples.server.TestServer;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.MplpRuntime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replica is killed while it is at a request with a key; the same request goes to another one:
 * one object, and an answer that tells of it, wherever the first one stood.
 */
class KilledRequestTest {

  private static final String PATH = "/api/v1/contexts/open";
  private static final List<HeldServer.Moment> MOMENTS =
      Boolean.getBoolean("mplp.full")
          ? List.of(HeldServer.Moment.values())
          : List.of(HeldServer.Moment.AFTER_THE_CHANGE);
  private static final Pattern PORT = Pattern.compile("port=(\\d+)");

  @TempDir Path logs;

  private static String body(HeldServer.Moment moment) {
    return "{\"title\":\"" + moment + "\",\"root\":{\"domain\":\"a\",\"environment\":\"b\"}}";
  }

  @Test
  void request_isCarriedOutOnce_whereverTheReplicaDies() throws Exception {
    try (KillServer databases = new KillServer()) {
      KillServer.Database database = databases.create();
      try (TestServer other =
          TestServer.start(
              MplpRuntime.builder().ownedStorage(MplpRuntime.open(database.url(), Map.of())))) {
        for (HeldServer.Moment moment : MOMENTS) {
          killAt(moment, database.url());
        }
        for (HeldServer.Moment moment : MOMENTS) {
          assertAnswered(moment, other);
        }
      }
    }
  }

  private void killAt(HeldServer.Moment moment, String database) throws Exception {
    Path log = logs.resolve(moment + ".log");
    try (Child child =
        Child.java(HeldServer.class, List.of(database, moment.name()), Map.of(), log)) {
      child.awaitReady();
      Matcher port = PORT.matcher(Files.readString(log));
      assertThat(port.find()).isTrue();
      CompletableFuture<HttpResponse<String>> answer =
          HttpClient.newHttpClient()
              .sendAsync(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + PATH))
                      .header("Authorization", "Bearer alice")
                      .header("Content-Type", "application/json")
                      .header("Idempotency-Key", moment.name())
                      .POST(BodyPublishers.ofString(body(moment)))
                      .build(),
                  BodyHandlers.ofString());
      Waiting.until("it stands at " + moment, () -> child.hasSaid(HeldServer.HELD));
      child.kill();
      assertThat(answer.handle((response, failure) -> failure).join()).isNotNull();
    }
  }

  private static void assertAnswered(HeldServer.Moment moment, TestServer other) {
    AtomicReference<HttpResponse<String>> last = new AtomicReference<>();
    Waiting.until(
        "it is answered",
        () -> {
          HttpResponse<String> response =
              other.send("POST", PATH, body(moment), "Idempotency-Key", moment.name());
          last.set(response);
          return response.statusCode() != 409;
        });
    HttpResponse<String> answer = last.get();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonObject context = TestServer.json(answer).asObject();
    assertThat(context.string("title")).hasValue(moment.name());
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/" + context.string("context_id").orElseThrow());
    assertThat(answer.headers().firstValue("Idempotency-Replayed").isPresent())
        .isEqualTo(moment != HeldServer.Moment.BEFORE_THE_CHANGE);
    assertThat(
            other.mplp().contexts().list(ContextFilter.all(), null, 500).items().stream()
                .filter(one -> one.title().equals(moment.name())))
        .hasSize(1);
  }
}
