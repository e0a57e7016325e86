package dev.mplp.redis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code redis-server} of the installed package, in a folder of its own. */
final class RedisProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;
  private final int port;
  private final List<String> arguments;
  private List<String> access = List.of();
  private @Nullable Process process;

  /** One that is not started yet. */
  RedisProcess(int port, List<String> arguments) {
    this.port = port;
    this.arguments = arguments;
    try {
      directory = Files.createTempDirectory("mplp-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "redis-shutdown"));
  }

  /** Arguments with which {@code redis-cli} may ask, such as a password. */
  RedisProcess access(String... arguments) {
    access = List.of(arguments);
    return this;
  }

  int port() {
    return port;
  }

  Path directory() {
    return directory;
  }

  /** Starts it, without any data; returns when it answers. */
  RedisProcess start() {
    List<String> command = new ArrayList<>(asNobody());
    command.add("redis-server");
    command.addAll(arguments);
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "Redis is not installed: apt-get install redis-server, or set "
              + RedisServer.URL_VARIABLE
              + " to the URL of a server",
          e);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!cli("ping").startsWith("PONG")) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("Redis does not start: " + read(log()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return this;
  }

  private Path log() {
    return directory.resolve("server.log");
  }

  private List<String> asNobody() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    run(List.of("chown", "-R", "nobody:", directory.toString()));
    return List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
  }

  /** What {@code redis-cli} answers. */
  String cli(String... command) {
    List<String> whole = new ArrayList<>(List.of("redis-cli", "-h", "127.0.0.1", "-p", "" + port));
    whole.addAll(access);
    whole.addAll(List.of(command));
    return run(whole);
  }

  private static String run(List<String> command) {
    try {
      Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
      running.getOutputStream().close();
      String output = new String(running.getInputStream().readAllBytes(), UTF_8);
      running.waitFor();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Kills it at once, as a loss of power would. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  /** Stops it from running, or lets it go on. */
  void freeze(boolean frozen) {
    Process running = process;
    if (running != null) {
      run(List.of("kill", frozen ? "-STOP" : "-CONT", "" + running.pid()));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A free port, also for the bus of a Cluster, which is 10,000 higher. */
  static int freePort() {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = socket.getLocalPort();
        if (port > 55_000) {
          continue;
        }
        new ServerSocket(port + 10_000, 1, InetAddress.getLoopbackAddress()).close();
        return port;
      } catch (IOException e) {
        // taken; another one
      }
    }
  }

  /** Kills it and removes its files. */
  @Override
  public void close() {
    kill();
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left behind: " + directory + " (" + e + ")");
    }
  }
}
