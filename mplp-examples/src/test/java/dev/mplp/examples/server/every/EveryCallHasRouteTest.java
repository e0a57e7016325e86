package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.TestServer;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.role.Operations;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each call of the services is offered over HTTP, or stands here with the reason why not. */
class EveryCallHasRouteTest {

  private static final String BY_READ = "the same as read, whose route tells the version as well";
  private static final String BY_PUT = "a transformation by code; PUT with If-Match does the same";

  private static final String BY_WAIT =
      "waits in the process; a caller follows the history of the plan, or asks again";

  private static final Map<String, String> WITHOUT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("contexts.get", BY_READ),
              Map.entry("contexts.state.update", BY_PUT),
              Map.entry("plans.get", BY_READ),
              Map.entry("execution.await", BY_WAIT),
              Map.entry("execution.toFuture", BY_WAIT),
              Map.entry("roles.get", BY_READ),
              Map.entry("dialogs.get", BY_READ),
              Map.entry("collabs.get", BY_READ),
              Map.entry("extensions.get", BY_READ),
              Map.entry("networks.get", BY_READ),
              Map.entry("manifests.get", BY_READ)));

  @Test
  void everyCall_hasRouteOrReason() {
    Set<String> offered = offered();
    Set<String> missing = new TreeSet<>();
    for (Operations.Operation operation : Operations.all()) {
      missing.addAll(operation.calls());
    }
    assertThat(missing).as("calls that do not exist").containsAll(WITHOUT.keySet());
    missing.removeAll(offered);
    missing.removeAll(WITHOUT.keySet());
    assertThat(missing).as("calls without a route").isEmpty();
    assertThat(offered).as("calls that have a route").doesNotContainAnyElementsOf(WITHOUT.keySet());
  }

  private static Set<String> offered() {
    Set<String> offered = new HashSet<>();
    try (TestServer server = TestServer.start()) {
      Description description =
          new Description(TestServer.json(server.get("/openapi.json")).asObject());
      for (Operation operation : description.operations()) {
        JsonValue calls = operation.text().get("x-mplp-calls");
        if (calls instanceof JsonArray array) {
          array.forEach(call -> offered.add(((JsonString) call).asString()));
        }
      }
    }
    return offered;
  }
}
