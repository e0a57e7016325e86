package dev.mplp.examples.cli.serve;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.Durations;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.examples.server.config.ConfigException;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.security.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code token}: signs one for a first try. */
@Command(
    name = "token",
    header = "Signs a token that the server takes, for a first try.",
    description = {
      "",
      "Signed (HS256) by JWT_SECRET, which the server must have, too, with the same JWT_ISSUER and",
      "JWT_AUDIENCE. A token cannot be taken back: give it little time.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  export JWT_SECRET=$(openssl rand -base64 48)",
      "  mplp token --subject ada --role planner --for 1h",
      "  curl -H \"Authorization: Bearer $(mplp token --subject ada)\" \\",
      "      localhost:3000/api/v1/contexts",
      "",
      "Exit codes: 0 printed; 2 there is no secret, or the command line cannot be used."
    })
public final class TokenCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final Holder holder = new Holder();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = Durations.class,
      description = "How long it is good, such as 30m. (1h)")
  private Duration lasts = Duration.ofHours(1);

  TokenCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try {
      ServerConfig config = ServerConfig.of(environment);
      console.printExactly(Tokens.sign(config.jwt(), holder.principal(), Instant.now(), lasts));
      return ExitCode.OK;
    } catch (ConfigException | IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
