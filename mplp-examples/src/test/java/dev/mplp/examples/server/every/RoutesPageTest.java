package dev.mplp.examples.server.every;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The page of all routes has each of them, as the description says it. To write it anew, run this
 * with {@code -Dmplp.pages=write}.
 */
class RoutesPageTest {

  private static final Path PAGE = Path.of("../docs/http-routes.md");
  private static final String HEAD = "| operation | route | what it does | capabilities |";

  @Test
  void page_hasEveryRoute() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    List<String> before = lines.subList(0, lines.indexOf(HEAD));
    List<String> expected = new ArrayList<>(before);
    expected.add(HEAD);
    expected.add("|---|---|---|---|");
    expected.addAll(rows());
    if ("write".equals(System.getProperty("mplp.pages"))) {
      Files.write(PAGE, expected);
    }
    assertThat(Files.readAllLines(PAGE)).isEqualTo(expected);
  }

  private static List<String> rows() {
    try (TestServer server = TestServer.start()) {
      Description description =
          new Description(TestServer.json(server.get("/openapi.json")).asObject());
      return description.operations().stream().map(RoutesPageTest::row).toList();
    }
  }

  private static String row(Operation operation) {
    String capabilities =
        operation.capabilities().stream().map(one -> '`' + one + '`').collect(joining(", "));
    String who =
        capabilities.isEmpty() ? (operation.isOpen() ? "open" : "any caller") : capabilities;
    return "| `%s` | `%s %s` | %s | %s |"
        .formatted(
            operation.id(),
            operation.method(),
            operation.path(),
            operation.text().string("summary").orElseThrow(),
            who);
  }
}
