package dev.mplp.examples.cli.serve;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.examples.cli.agent.Agent;
import dev.mplp.examples.cli.agent.Agents;
import dev.mplp.examples.server.config.ConfigException;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.life.RunningServer;
import dev.mplp.examples.server.logs.Logs;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code serve}: a runtime over HTTP until the process is told to end. */
@Command(
    name = "serve",
    header = "Serves all modules over HTTP.",
    description = {
      "",
      "Everything is set by environment variables, or by a file that MPLP_CONFIG names; each secret",
      "may be in a file of its own, named by NAME_FILE. Without any, the server keeps everything in",
      "memory and is open to everybody on this machine; MPLP_ENV=production closes it.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mplp serve --port 3000",
      "  curl http://127.0.0.1:3000/ready",
      "  mplp serve --print-config",
      "",
      "Exit codes: 0 told to stop, and did in time; 1 not in time; 2 it cannot be started."
    })
public final class ServeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final Console console;
  private final Map<String, String> environment;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen at; PORT otherwise, 3000 otherwise.")
  private @Nullable Integer port;

  @Option(
      names = "--print-config",
      description = "Prints all settings without their secrets, and starts nothing.")
  private boolean printConfig;

  /** A command that goes by this environment. */
  ServeCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      ServerConfig config = ServerConfig.of(settings());
      if (printConfig) {
        config.print().forEach(console::print);
        return ExitCode.OK;
      }
      serve(config);
    } catch (ConfigException | IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException("the server cannot listen: " + e.getMessage());
    }
    return ExitCode.OK;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(environment);
    if (port != null) {
      settings.put("PORT", Integer.toString(port));
    }
    return settings;
  }

  /** Until the process is told to end, which {@link EndOfProcess} sees to. */
  private static void serve(ServerConfig config) throws IOException, InterruptedException {
    Logs.ofServer(config.logFormat(), config.logLevel());
    Optional<Agent> agent =
        config.agent().map(text -> Agents.of(text, line -> LOG.info("agent: {}", line)));
    RunningServer server = RunningServer.start(config, agent);
    EndOfProcess.onSignal(server::stop, config.stopWithin());
    new CountDownLatch(1).await();
  }
}
