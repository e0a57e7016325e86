package dev.mplp.rabbitmq.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ server for tests: the one that {@value #URL_VARIABLE} names, or a private one from the
 * installed package on free ports, with a port mapper of its own, which is thrown away with the
 * JVM. A private one can be killed, and keeps what is durable.
 */
public final class RabbitMqServer implements AutoCloseable {

  /** Environment variable with the URL of a server to use for tests that share one. */
  public static final String URL_VARIABLE = "MPLP_TEST_RABBITMQ_URL";

  /** System property that says the same, and is looked at first. */
  public static final String URL_PROPERTY = "mplp.test.rabbitmq.url";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");
  private static @Nullable RabbitMqServer shared;

  private final @Nullable Path directory;
  private final int port;
  private final String url;
  private final int mapperPort;
  private final int nodePort;
  private @Nullable Process mapper;
  private @Nullable Process process;

  private RabbitMqServer(String url) {
    this.directory = null;
    this.url = url;
    this.port = 0;
    this.mapperPort = 0;
    this.nodePort = 0;
  }

  private RabbitMqServer(Path directory) throws IOException {
    this.directory = directory;
    this.port = freePort();
    this.mapperPort = freePort();
    this.nodePort = freePort();
    this.url = "amqp://guest:guest@127.0.0.1:" + port;
  }

  /** The server that the tests of this JVM share; not to be killed or closed. */
  public static synchronized RabbitMqServer shared() {
    if (shared == null) {
      String given = System.getProperty(URL_PROPERTY, System.getenv(URL_VARIABLE));
      shared = given == null || given.isBlank() ? start() : new RabbitMqServer(given);
    }
    return shared;
  }

  /**
   * Starts a server of one's own.
   *
   * @param settings lines of its {@code rabbitmq.conf} that are added to those of all tests
   */
  public static RabbitMqServer start(String... settings) {
    if (!Files.isExecutable(PROGRAMS.resolve("rabbitmq-server"))) {
      throw new IllegalStateException(
          "RabbitMQ is not installed: apt-get install rabbitmq-server, or set "
              + URL_VARIABLE
              + " to the URL of a server");
    }
    try {
      RabbitMqServer server = new RabbitMqServer(Files.createTempDirectory("mplp-rabbitmq"));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "rabbitmq-shutdown"));
      server.prepare(settings);
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its URL, with user and password. */
  public String url() {
    return url;
  }

  /** The port that it listens to on this machine. */
  public int port() {
    if (port == 0) {
      throw new IllegalStateException("this server is not ours");
    }
    return port;
  }

  private void prepare(String... settings) throws IOException {
    Path home = home();
    for (String folder : List.of("home", "mnesia", "log")) {
      Files.createDirectory(home.resolve(folder));
    }
    Files.writeString(home.resolve("enabled_plugins"), "[].");
    Files.writeString(
        home.resolve("rabbitmq.conf"),
        """
        listeners.tcp.1 = 127.0.0.1:%d
        disk_free_limit.absolute = 50MB
        vm_memory_high_watermark.absolute = 1GB
        log.file.level = warning
        """
                .formatted(port)
            + String.join("\n", settings)
            + "\n");
    if (isRoot()) {
      await(new ProcessBuilder("chown", "-R", "nobody:", home.toString()).start());
    }
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    mapper =
        run("epmd.log", "epmd", "-port", Integer.toString(mapperPort), "-address", "127.0.0.1");
  }

  /** Starts a private server again that was killed; returns when it accepts connections. */
  public void restart() {
    Process started = run("server.log", PROGRAMS.resolve("rabbitmq-server").toString());
    process = started;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!control("await_startup", "--timeout", "30")) {
      if (!started.isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("RabbitMQ does not start: " + log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** Runs {@code rabbitmqctl} on a private server; true when it answers that all went well. */
  public boolean control(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(PROGRAMS.resolve("rabbitmqctl").toString());
    command.add("-q");
    command.addAll(List.of(arguments));
    return await(run("control.log", command.toArray(String[]::new))) == 0;
  }

  /** Kills every process of a private server at once, as a loss of power would. */
  public void kill() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("this server is not ours");
    }
    end(running);
  }

  private static void end(Process running) {
    List<ProcessHandle> all = new ArrayList<>(running.descendants().toList());
    all.add(0, running.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle handle : all) {
      handle.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  private Path home() {
    if (directory == null) {
      throw new IllegalStateException("this server is not ours");
    }
    return directory;
  }

  /** A command as a user that the server accepts, and with nothing of this machine's settings. */
  private Process run(String log, String... command) {
    Path home = home();
    List<String> whole = new ArrayList<>();
    if (isRoot()) {
      whole.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    whole.addAll(List.of(command));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(whole)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve(log).toFile()));
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
      environment.put("LANG", "C.UTF-8");
      environment.put("HOME", home.resolve("home").toString());
      environment.put("ERL_EPMD_PORT", Integer.toString(mapperPort));
      environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
      environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
      environment.put("RABBITMQ_NODENAME", "t" + port + "@localhost");
      environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
      environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
      environment.put("RABBITMQ_DIST_PORT", Integer.toString(nodePort));
      environment.put("RABBITMQ_MNESIA_BASE", home.resolve("mnesia").toString());
      environment.put("RABBITMQ_LOG_BASE", home.resolve("log").toString());
      environment.put("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString());
      environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("enabled_plugins").toString());
      environment.put("RABBITMQ_PID_FILE", home.resolve("pid").toString());
      environment.put(
          "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
          "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none");
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String log() {
    try {
      return Files.readString(home().resolve("server.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int await(Process running) {
    try {
      return running.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** A port of this machine that nobody listens to. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends a private server and removes its files. */
  @Override
  public void close() {
    if (process != null && directory != null) {
      end(process);
      process = null;
      if (mapper != null) {
        end(mapper);
      }
      delete(directory);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left behind: " + folder + " (" + e + ")");
    }
  }
}
