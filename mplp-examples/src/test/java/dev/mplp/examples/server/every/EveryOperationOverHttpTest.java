package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mplp.examples.server.TestServer;
import dev.mplp.postgres.PostgresStorage;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the description is called over HTTP, and refused as well, and each answer is
 * as the description says: its status, its headers, its body. What was carried out is then sent
 * again with one thing changed. It all goes to PostgreSQL, which refuses what memory would take.
 *
 * <p>An operation that is added fails here until {@link Examples} has a call of it: add it to the
 * examples of its module, or a class of examples to the list there.
 */
class EveryOperationOverHttpTest {

  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  private static final boolean FULL = Boolean.getBoolean("mplp.full");

  private static PostgresServer database;
  private static PostgresStorage storage;
  private static TestServer server;
  private static Description description;

  @BeforeAll
  static void start() throws Exception {
    database = PostgresServer.start("fsync=off");
    storage = PostgresStorage.connect(database.url());
    server = TestServer.start(MplpRuntime.builder().storage(storage));
    description = new Description(TestServer.json(server.get("/openapi.json")).asObject());
  }

  @AfterAll
  static void stop() {
    server.close();
    storage.close();
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> everyOperation_answersAsDescribed() {
    OpenDoor door = new OpenDoor(server);
    Caller caller = new Caller(description, door);
    Stream<DynamicTest> examples =
        Examples.all().entrySet().stream()
            .map(module -> dynamicTest(module.getKey(), () -> module.getValue().run(caller)));
    return Stream.concat(
        examples,
        Stream.of(
            dynamicTest("all operations", () -> assertComplete(caller)),
            dynamicTest("changed in one place", () -> assertWithstoodWhatIsChanged(door))));
  }

  private static void assertWithstoodWhatIsChanged(OpenDoor door) {
    long seed = FULL ? System.nanoTime() : 20261123;
    Mutations mutations = new Mutations(door, door.carriedOut(), seed);
    int share = mutations.send(Duration.ofSeconds(FULL ? 300 : 3));
    assertThat(share).as("of a hundred changed requests, seed %d", seed).isGreaterThan(10);
  }

  private static void assertComplete(Caller caller) {
    Set<String> missing = new TreeSet<>();
    description.operations().forEach(operation -> missing.add(operation.id()));
    missing.removeAll(caller.answered());
    assertThat(missing).as("operations without an example").isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyOperation_refusesWhatItDoesNotKnow() {
    return description.operations().stream()
        .map(operation -> dynamicTest(operation.id(), () -> refuse(operation)));
  }

  private static void refuse(Operation operation) {
    String path = operation.at(Collections.nCopies(operation.parts(), NOBODY));
    assertRefused(operation, request(operation, path + "?nobody_knows=this"), 400);
    if (!operation.isOpen()) {
      HttpRequest.Builder anonymous =
          HttpRequest.newBuilder(server.request(path).build().uri())
              .method(operation.method(), HttpRequest.BodyPublishers.noBody());
      assertRefused(operation, anonymous, 401);
    }
    if (description.answersWithBody(operation)) {
      assertRefused(operation, request(operation, path).header("Accept", "image/png"), 406);
    }
    if (operation.text().has("requestBody")) {
      HttpRequest.Builder bad =
          server
              .request(path)
              .setHeader("Content-Type", "application/json")
              .setHeader("If-Match", "\"1\"")
              .method(operation.method(), HttpRequest.BodyPublishers.ofString("{\"a\": 1, \"a\""));
      assertRefused(operation, bad, operation.takesLines() ? 415 : 400);
    }
  }

  private static HttpRequest.Builder request(Operation operation, String path) {
    return server
        .request(path)
        .method(operation.method(), HttpRequest.BodyPublishers.noBody())
        .setHeader("If-Match", "\"1\"");
  }

  private static void assertRefused(
      Operation operation, HttpRequest.Builder request, int... statuses) {
    HttpResponse<String> answer = server.send(request);
    assertThat(statuses).as("%s: %s", operation, answer.body()).contains(answer.statusCode());
    description.check(operation, answer);
  }

  @Test
  void description_isHeldTo() {
    Operation open = description.operation("openContext");
    String good = "{\"title\": \"t\", \"root\": {\"domain\": \"d\", \"environment\": \"e\"}}";
    description.checkRequest(open, good);
    for (String bad : new String[] {good.replace("\"d\"", "3"), good.replace("title", "name")}) {
      assertThatThrownBy(() -> description.checkRequest(open, bad)).hasMessageContaining(bad);
    }
  }
}
