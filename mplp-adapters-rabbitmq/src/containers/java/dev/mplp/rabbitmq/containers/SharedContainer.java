package dev.mplp.rabbitmq.containers;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.rabbitmq.RabbitMQContainer;
import org.testcontainers.utility.DockerImageName;

/** Gives the tests a broker in a container as the one that they share. */
public final class SharedContainer implements LauncherSessionListener {

  private static final String IMAGE = System.getProperty("mplp.rabbitmq.image");

  private final RabbitMQContainer container =
      new RabbitMQContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("rabbitmq"));

  /** For the service loader. */
  public SharedContainer() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    container.start();
    System.setProperty(
        RabbitMqServer.URL_PROPERTY,
        "amqp://guest:guest@%s:%d".formatted(container.getHost(), container.getAmqpPort()));
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    container.stop();
  }
}
