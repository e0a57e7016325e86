package dev.mplp.examples.kill;

import dev.mplp.Mplp;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL of its own, with databases for those who are killed. */
final class KillServer implements AutoCloseable {

  private final PostgresServer server = PostgresServer.start("fsync=off", "max_connections=200");
  private final AtomicInteger databases = new AtomicInteger();

  /**
   * A database.
   *
   * @param url as the runtime takes it
   * @param jdbcUrl as a driver takes it
   */
  record Database(String url, String jdbcUrl) {

    /** What a worker process is given. */
    List<String> arguments() {
      return List.of(url, jdbcUrl);
    }

    /** A runtime that has no handlers. */
    Mplp observer() {
      return MplpRuntime.builder().ownedStorage(MplpRuntime.open(url, Map.of())).build();
    }
  }

  /** An empty one. */
  Database create() {
    String name = "kill" + databases.incrementAndGet();
    server.execute("create database " + name);
    String url = server.url().replaceFirst("/postgres$", "/" + name);
    return new Database(url, "jdbc:" + url.replace("postgres@", "") + "?user=postgres");
  }

  /** Kills all of it at once and starts it again. */
  void crash() {
    server.kill();
    server.restart();
  }

  @Override
  public void close() {
    server.close();
  }
}
