package dev.mplp.redis.containers;

import dev.mplp.redis.testing.RedisServer;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Gives the tests a server in a container as the one that they share. */
public final class SharedContainer implements LauncherSessionListener {

  private static final int PORT = 6379;
  private static final String IMAGE = System.getProperty("mplp.redis.image");

  private final GenericContainer<?> container =
      new GenericContainer<>(DockerImageName.parse(IMAGE)).withExposedPorts(PORT);

  /** For the service loader. */
  public SharedContainer() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    container.start();
    System.setProperty(
        RedisServer.URL_PROPERTY,
        "redis://%s:%d".formatted(container.getHost(), container.getMappedPort(PORT)));
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    container.stop();
  }
}
