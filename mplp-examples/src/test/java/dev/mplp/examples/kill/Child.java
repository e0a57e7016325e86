package dev.mplp.examples.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of a test, whose output goes to a file, and that can be killed without warning. */
record Child(Process process, Path log) implements AutoCloseable {

  /** What a process says when it is at work. */
  static final String READY = "ready";

  private static final long PATIENCE_SECONDS = 30;

  /** A small JVM with the class path of this one. */
  static Child java(
      Class<?> main, List<String> arguments, Map<String, String> environment, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    return start(command, environment, log);
  }

  /** Any program. */
  static Child start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new Child(builder.start(), log);
  }

  boolean isReady() {
    return process.isAlive() && hasSaid(READY);
  }

  boolean hasSaid(String text) {
    try {
      return Files.readString(log).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until it is at work; fails when it ended instead. */
  void awaitReady() {
    Waiting.until(
        "it is at work: " + log,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("it ended: " + Files.readString(log));
          }
          return isReady();
        });
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it at once, as a loss of power would. */
  void kill() {
    process.destroyForcibly();
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
