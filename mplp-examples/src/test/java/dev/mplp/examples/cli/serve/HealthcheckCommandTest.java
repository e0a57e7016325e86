package dev.mplp.examples.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.life.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asked in a container whether its server is there. */
class HealthcheckCommandTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new ByteArrayInputStream(new byte[0]),
          new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
          new PrintStream(err, true, UTF_8),
          new Nobody());

  private int ask(int port) {
    return new HealthcheckCommand(console, Map.of("PORT", Integer.toString(port))).call();
  }

  @Test
  void exitCode_tellsWhetherTheServerIsThere() throws Exception {
    RunningServer server =
        RunningServer.start(ServerConfig.of(Map.of("PORT", "0")), Optional.empty());
    int port = server.port();
    try {
      assertThat(ask(port)).isZero();
    } finally {
      server.stop();
    }
    assertThat(err.size()).isZero();
    assertThat(ask(port)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("does not answer");
  }
}
