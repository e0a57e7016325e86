package dev.mplp.postgres.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for tests: the one that {@value #URL_VARIABLE} names, or a private one made
 * from the installed binaries (or those of a profile) on a free port, which is thrown away with the
 * JVM.
 *
 * <p>The shared server does not wait for the disk. A private one can, and it can be killed.
 */
public final class PostgresServer implements AutoCloseable {

  /** Environment variable with the URL of a server to use for tests that share one. */
  public static final String URL_VARIABLE = "MPLP_TEST_POSTGRES_URL";

  /** System property that says the same, and is looked at first. */
  public static final String URL_PROPERTY = "mplp.test.postgres.url";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicLong SCHEMAS = new AtomicLong();
  private static @Nullable PostgresServer shared;

  private final @Nullable Path directory;
  private final int port;
  private final String url;
  private final List<String> settings;
  private @Nullable SmallDisk disk;
  private @Nullable Process process;

  private PostgresServer(@Nullable Path directory, int port, String url, List<String> settings) {
    this.directory = directory;
    this.port = port;
    this.url = url;
    this.settings = settings;
  }

  /** The server that the tests of this JVM share; not to be killed or closed. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      String given = System.getProperty(URL_PROPERTY, System.getenv(URL_VARIABLE));
      shared =
          given == null || given.isBlank()
              ? start("fsync=off", "max_connections=300")
              : new PostgresServer(null, 0, given, List.of());
    }
    return shared;
  }

  /**
   * Starts a server of one's own.
   *
   * @param settings such as {@code fsync=off}
   */
  public static PostgresServer start(String... settings) {
    try {
      return start(Files.createTempDirectory("mplp-postgres"), null, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with all its files on a disk of its own, which is closed after it. */
  public static PostgresServer start(SmallDisk disk, String... settings) {
    return start(disk.folder(), disk, settings);
  }

  private static PostgresServer start(
      Path directory, @Nullable SmallDisk disk, String... settings) {
    try {
      int port = freePort();
      PostgresServer server =
          new PostgresServer(
              directory,
              port,
              "postgresql://postgres@127.0.0.1:" + port + "/postgres",
              List.of(settings));
      server.disk = disk;
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "postgres-shutdown"));
      server.initialize();
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a standby of a private server, which is stopped for a moment and copied. From then on
   * that one commits only what the standby has, so that nothing is lost when it takes over.
   */
  public static PostgresServer standbyOf(PostgresServer primary) {
    try {
      Path directory = Files.createTempDirectory("mplp-standby");
      int port = freePort();
      PostgresServer standby =
          new PostgresServer(
              directory,
              port,
              "postgresql://postgres@127.0.0.1:" + port + "/postgres",
              primary.settings);
      Runtime.getRuntime().addShutdownHook(new Thread(standby::close, "standby-shutdown"));
      standby.prepareDirectory();
      standby.follow(primary);
      standby.restart();
      primary.execute("alter system set synchronous_standby_names = '*'");
      primary.execute("select pg_reload_conf()");
      return standby;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(PostgresServer primary) throws IOException {
    primary.kill();
    exec(List.of("cp", "-a", primary.data(), data()));
    Files.delete(Path.of(data(), "postmaster.pid"));
    Files.createFile(Path.of(data(), "standby.signal"));
    Files.writeString(
        Path.of(data(), "postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'%n".formatted(primary.port),
        StandardOpenOption.APPEND);
    primary.restart();
  }

  /** Makes a standby the primary; returns when it can be written to. */
  public void promote() {
    execute("select pg_promote(true, 60)");
  }

  /** The URL, in the form that {@code PostgresStorage.connect} takes. */
  public String url() {
    return url;
  }

  /** A name for a schema that no other test uses. */
  public static String freshSchema() {
    return "test_"
        + ProcessHandle.current().pid()
        + '_'
        + System.nanoTime() % 1_000_000_000L
        + '_'
        + SCHEMAS.incrementAndGet();
  }

  /** A plain connection. */
  public Connection connect() throws SQLException {
    String jdbc = url.startsWith("jdbc:") ? url : "jdbc:" + url.replace("postgres@", "");
    return url.startsWith("jdbc:")
        ? DriverManager.getConnection(jdbc)
        : DriverManager.getConnection(jdbc, "postgres", "");
  }

  /** Runs statements on a connection of their own. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** From now on a private server asks everybody for a password, and nobody has one. */
  public void requirePasswords() {
    requirePrivate();
    try {
      Path rules = Path.of(data(), "pg_hba.conf");
      Files.writeString(rules, "host all all 127.0.0.1/32 scram-sha-256\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    execute("select pg_reload_conf()");
  }

  /** From now on a private server talks with TLS only, to whoever has the client's key. */
  public void requireTls(TlsCertificate own, TlsCertificate client) throws IOException {
    requirePrivate();
    give(own.certificate(), "server.crt");
    give(own.key(), "server.key");
    give(client.certificate(), "clients.crt");
    execute("alter system set ssl_ca_file = 'clients.crt'");
    execute("alter system set ssl = on");
    Files.writeString(Path.of(data(), "pg_hba.conf"), "hostssl all all 127.0.0.1/32 cert\n");
    execute("select pg_reload_conf()");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (accepts()) { // it reloads in its own time
      if (System.nanoTime() > end) {
        throw new IllegalStateException("still talks without TLS: " + log("server.log"));
      }
    }
  }

  private boolean accepts() {
    try {
      connect().close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void give(Path file, String name) throws IOException {
    Path copy = Files.copy(file, Path.of(data(), name), StandardCopyOption.COPY_ATTRIBUTES);
    if (PostgresBinaries.isRoot()) {
      exec(List.of("chown", "nobody:", copy.toString()));
    }
  }

  /** Kills every process of a private server at once, as a loss of power would. */
  public void kill() {
    Process running = requirePrivate();
    List<ProcessHandle> all = new ArrayList<>(running.descendants().toList());
    all.add(0, running.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle handle : all) {
      handle.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  /** Starts a private server again that was killed; returns when it accepts connections. */
  public void restart() {
    List<String> command = new ArrayList<>();
    command.add(binary("postgres"));
    command.addAll(
        List.of("-D", data(), "-p", Integer.toString(port), "-k", String.valueOf(directory)));
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      process = run(command, "server.log");
      try {
        awaitConnections(process);
        return;
      } catch (IllegalStateException e) {
        // a backend that was just being born when the server was killed ends a little later
        if (process.isAlive() || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private void awaitConnections(Process started) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        connect().close();
        return;
      } catch (SQLException e) {
        if (!started.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException("PostgreSQL does not start: " + log("server.log"), e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  private void prepareDirectory() throws IOException {
    if (disk != null) {
      return; // it is its owner's already
    }
    Path home = Path.of(String.valueOf(directory));
    if (PostgresBinaries.isRoot()) {
      exec(List.of("chown", "nobody:", home.toString()));
    }
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
  }

  private void initialize() throws IOException {
    prepareDirectory();
    Process initdb =
        run(
            List.of(
                binary("initdb"),
                "-D",
                data(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync"),
            "initdb.log");
    if (PostgresBinaries.await(initdb) != 0) {
      throw new IllegalStateException("initdb failed: " + log("initdb.log"));
    }
  }

  private String data() {
    return directory + "/data";
  }

  private Process run(List<String> command, String log) {
    try {
      Path file = Path.of(String.valueOf(directory), log);
      List<String> unprivileged = PostgresBinaries.unprivileged(command);
      return new ProcessBuilder(disk == null ? unprivileged : disk.within(unprivileged))
          .directory(Path.of("/").toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void exec(List<String> command) throws IOException {
    if (PostgresBinaries.await(new ProcessBuilder(command).start()) != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  private String log(String name) {
    try {
      return Files.readString(Path.of(String.valueOf(directory), name));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The path of one of PostgreSQL's own programs, such as {@code pgbench}. */
  public static String binary(String name) {
    return PostgresBinaries.find(name);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process requirePrivate() {
    if (process == null) {
      throw new IllegalStateException("this server is not ours");
    }
    return process;
  }

  /** Ends a private server and removes its files. */
  @Override
  public void close() {
    if (process != null && directory != null) {
      kill();
      if (disk == null) {
        PostgresBinaries.delete(directory);
      }
      process = null;
    }
  }
}
