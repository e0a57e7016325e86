package dev.mplp.postgres.containers;

import dev.mplp.postgres.testing.PostgresServer;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Gives the tests a server in a container as the one that they share. */
public final class SharedContainer implements LauncherSessionListener {

  private static final String IMAGE = System.getProperty("mplp.postgres.image");

  private final PostgreSQLContainer container =
      new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
          .withDatabaseName("postgres")
          .withUsername("postgres")
          .withPassword("postgres")
          .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300")
          .waitingFor(Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1"));

  /** For the service loader. */
  public SharedContainer() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    container.start();
    System.setProperty(
        PostgresServer.URL_PROPERTY,
        "jdbc:postgresql://%s:%d/postgres?user=postgres&password=postgres"
            .formatted(container.getHost(), container.getFirstMappedPort()));
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    container.stop();
  }
}
