package dev.mplp.examples.cli.serve;

import dev.mplp.examples.cli.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of this package. */
public final class ServeCommands {

  private ServeCommands() {}

  /** One of them with the console, null when the class is none of them. */
  public static @Nullable Object create(Class<?> type, Console console) {
    Map<String, String> environment = System.getenv();
    if (type == ServeCommand.class) {
      return new ServeCommand(console, environment);
    }
    if (type == TokenCommand.class) {
      return new TokenCommand(console, environment);
    }
    if (type == KeyCommand.class) {
      return new KeyCommand(console);
    }
    return type == HealthcheckCommand.class ? new HealthcheckCommand(console, environment) : null;
  }
}
