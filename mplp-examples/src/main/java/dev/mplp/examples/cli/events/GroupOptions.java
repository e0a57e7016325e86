package dev.mplp.examples.cli.events;

import dev.mplp.examples.cli.UsageException;
import dev.mplp.runtime.EventsOut;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroup;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which group at which broker: what all commands share. */
public final class GroupOptions {

  private static final long PATIENCE = Duration.ofSeconds(15).toNanos();

  @Parameters(paramLabel = "GROUP", description = "The name of the group.")
  private String group = "";

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description =
          "Where the broker is, such as amqp://user@host:5672/virtual-host; RABBITMQ_URL unless "
              + "given. The password is better given by RABBITMQ_PASSWORD.")
  private @Nullable String broker;

  /** Its name. */
  String group() {
    try {
      return EventGroup.checkName(group);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** The broker, once it is connected; to be closed by whoever asks. */
  EventBroker open(Map<String, String> environment) {
    String url = broker == null ? environment.getOrDefault("RABBITMQ_URL", "") : broker;
    if (url.isBlank()) {
      throw new UsageException("give --broker, or set RABBITMQ_URL");
    }
    EventBroker opened;
    try {
      opened = EventsOut.broker(url, environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--broker: " + e.getMessage());
    }
    long end = System.nanoTime() + PATIENCE;
    while (!opened.health().available()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        String why = opened.health().detail();
        opened.close();
        throw new UsageException("the broker is not to be had: " + why);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return opened;
  }
}
