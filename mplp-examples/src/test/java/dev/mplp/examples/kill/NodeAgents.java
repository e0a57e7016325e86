package dev.mplp.examples.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The agent in Node.js that comes with the examples, as processes. */
final class NodeAgents {

  private static final Path FOLDER = Path.of("node-agent").toAbsolutePath();

  private NodeAgents() {}

  /**
   * Installs what the agent needs, as its lock file says, unless it is there.
   *
   * @throws IllegalStateException when Node.js is missing, or npm cannot download
   */
  static synchronized void install() {
    Path lock = FOLDER.resolve("package-lock.json");
    Path installed = FOLDER.resolve("node_modules/.package-lock.json");
    try {
      if (Files.exists(installed)
          && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) > 0) {
        return;
      }
      Process npm =
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(npm.getInputStream().readAllBytes(), UTF_8);
      if (npm.waitFor() != 0) {
        throw new IllegalStateException(
            "npm ci failed in "
                + FOLDER
                + "; it downloads amqplib, for which this machine must reach the npm registry: "
                + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Node.js 18 or later with npm is needed: apt-get install nodejs npm", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether what the agent comes with as its own test is good, against this broker. */
  static boolean passItsTest(Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    install();
    ProcessBuilder builder =
        new ProcessBuilder("node", "test/trouble.test.mjs")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process test = builder.start();
    try {
      return test.waitFor(90, TimeUnit.SECONDS) && test.exitValue() == 0;
    } finally {
      test.destroyForcibly();
    }
  }

  /** Starts one; it is ready when it takes steps. */
  static Child start(String role, Path handler, Map<String, String> environment, Path log)
      throws IOException {
    install();
    List<String> command =
        List.of("node", FOLDER.resolve("agent.mjs").toString(), role, handler.toString());
    return Child.start(command, environment, log);
  }
}
