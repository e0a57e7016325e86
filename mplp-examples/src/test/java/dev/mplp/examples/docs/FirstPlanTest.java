package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.examples.cli.Main;
import dev.mplp.postgres.testing.PostgresServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever types what the page of the server shows gets from nothing to a plan that is completed, by
 * a server in production mode over a database of its own.
 */
class FirstPlanTest {

  private static final Pattern BLOCK =
      Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final String DATABASE = "postgresql://mplp@db/mplp DATABASE_PASSWORD=...";

  /**
   * What a person does besides: looks again, and ends the server, which takes the place of the
   * shell that started it.
   */
  private static final String AROUND =
      """
      set -eu
      mplp() { exec "$JAVA_PROGRAM" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$JAVA_CLASSES" "$JAVA_MAIN" "$@"; }
      trap 'kill -9 $(jobs -p) 2> /dev/null; wait' EXIT
      BLOCKS
      for again in $(seq 300); do
        case $(LAST) in *'"completed"'*) echo "it is completed"; break ;; esac
        sleep 0.1
      done
      """;

  @TempDir Path folder;

  @Test
  void whatThePageShows_endsWithAPlanThatIsCompleted() throws Exception {
    String page = Files.readString(Pages.ROOT.resolve("docs/server.md"), UTF_8);
    List<String> blocks =
        BLOCK.matcher(page).results().map(MatchResult::group).map(FirstPlanTest::inside).toList();
    String start = blocks.get(1);
    String plan = blocks.get(2);
    assertThat(start).contains("MPLP_ENV=production", DATABASE, "localhost:3000");
    assertThat(plan).contains("/execute", "localhost:3000");
    int port = freePort();
    String last = plan.strip().lines().reduce((before, line) -> line).orElseThrow();
    String script =
        AROUND
            .replace("BLOCKS", start + plan)
            .replace("LAST", last)
            .replace(DATABASE, '"' + PostgresServer.shared().url() + '"')
            .replace("localhost:3000", "localhost:" + port);
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("DATABASE_SCHEMA", PostgresServer.freshSchema());
    builder.environment().put("JAVA_MAIN", Main.class.getName());
    builder.environment().put("JAVA_CLASSES", System.getProperty("java.class.path"));
    builder
        .environment()
        .put("JAVA_PROGRAM", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Process process = builder.start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    String said = Files.readString(folder.resolve("said"));
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("it is completed");
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
        .as("the server has ended")
        .isInstanceOf(ConnectException.class);
  }

  private static String inside(String block) {
    return block.substring("```sh\n".length(), block.length() - "```".length());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
