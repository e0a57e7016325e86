package dev.mplp.examples.cli.serve;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.server.config.ConfigException;
import dev.mplp.examples.server.config.Listening;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command {@code healthcheck}: whether the server of this container answers. */
@Command(
    name = "healthcheck",
    header = "Asks the server on this machine whether it is there, for containers.",
    description = {
      "",
      "GET /health at the PORT and MPLP_HOST that the server goes by, in at most 3 seconds.%n"
    },
    footer = {"Exit codes: 0 it is there; 1 it is not."})
public final class HealthcheckCommand implements Callable<Integer> {

  private static final int MILLIS = 3_000;
  private static final int OK = 200;

  private final Console console;
  private final Map<String, String> environment;

  HealthcheckCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try {
      URI health = Listening.of(environment).resolve("/health");
      int status = ask(health);
      if (status == OK) {
        return ExitCode.OK;
      }
      console.say("mplp: " + health + " answers " + status);
    } catch (IOException | ConfigException e) {
      console.say("mplp: the server does not answer: " + e.getMessage());
    }
    return ExitCode.FAILED;
  }

  private static int ask(URI address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(MILLIS);
    connection.setReadTimeout(MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
