package dev.mplp.redis.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server for tests: the one that {@value #URL_VARIABLE} names, or a private one from the
 * installed package on a free port, which is thrown away with the JVM. A private one keeps its data
 * in memory alone, so when it is killed and restarted they are gone.
 */
public final class RedisServer implements AutoCloseable {

  /** Environment variable with the URL of a server to use for tests that share one. */
  public static final String URL_VARIABLE = "MPLP_TEST_REDIS_URL";

  /** System property of the same meaning, which wins. */
  public static final String URL_PROPERTY = "mplp.test.redis.url";

  private static @Nullable RedisServer shared;

  private final String url;
  private final @Nullable RedisProcess process;

  private RedisServer(String url, @Nullable RedisProcess process) {
    this.url = url;
    this.process = process;
  }

  /** The server that the tests of this JVM share; not to be killed or closed. */
  public static synchronized RedisServer shared() {
    if (shared == null) {
      String given = System.getProperty(URL_PROPERTY, System.getenv(URL_VARIABLE));
      shared = given == null || given.isBlank() ? start() : new RedisServer(given, null);
    }
    return shared;
  }

  /** Starts a server of one's own. */
  public static RedisServer start(String... settings) {
    int port = RedisProcess.freePort();
    RedisProcess process = new RedisProcess(port, arguments(port, settings)).start();
    return new RedisServer("redis://127.0.0.1:" + port, process);
  }

  /** Starts a server that asks for this password of the default user. */
  public static RedisServer startWithPassword(String password) {
    int port = RedisProcess.freePort();
    RedisProcess process =
        new RedisProcess(port, arguments(port, "--requirepass", password))
            .access("--no-auth-warning", "-a", password)
            .start();
    return new RedisServer("redis://127.0.0.1:" + port, process);
  }

  /** A port of this machine that nobody listens to. */
  public static int freePort() {
    return RedisProcess.freePort();
  }

  static List<String> arguments(int port, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    arguments.addAll(List.of(settings));
    return arguments;
  }

  /** Its URL. */
  public String url() {
    return url;
  }

  /** The port that it listens to on this machine. */
  public int port() {
    return process().port();
  }

  private RedisProcess process() {
    if (process == null) {
      throw new IllegalStateException("this server is not ours");
    }
    return process;
  }

  /** What {@code redis-cli} answers on a private server. */
  public String cli(String... command) {
    return process().cli(command);
  }

  /** Kills a private server at once; its data are gone. */
  public void kill() {
    process().kill();
  }

  /** Starts a private server again that was killed; returns when it answers. */
  public void restart() {
    process().start();
  }

  /** Stops a private server from running, so that it is silent, or lets it go on. */
  public void freeze(boolean frozen) {
    process().freeze(frozen);
  }

  /** Ends a private server and removes its files. */
  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
