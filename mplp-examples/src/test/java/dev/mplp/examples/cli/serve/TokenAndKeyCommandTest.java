package dev.mplp.examples.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.security.Authenticators;
import dev.mplp.examples.server.security.RequestCredentials;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands print is what the server takes. */
class TokenAndKeyCommandTest {

  private static final Map<String, String> SECRET =
      Map.of("JWT_SECRET", "a secret of thirty-two bytes or more");
  private static final Principal ADA = Principal.of(Tenant.of("acme"), "ada", "planner", "reader");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new ByteArrayInputStream(new byte[0]),
          new PrintStream(out, true, UTF_8),
          new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
          new Nobody());

  private int run(Object command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.setErr(new PrintWriter(new ByteArrayOutputStream(), true, UTF_8));
    line.setExecutionExceptionHandler((e, c, r) -> 2);
    return line.execute(arguments);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }

  private static Principal sent(Map<String, String> environment, String bearer) {
    return Authenticators.of(ServerConfig.of(environment))
        .authenticate(
            new RequestCredentials(List.of("Bearer " + bearer), List.of(), "h", "192.0.2.1"));
  }

  private static final String[] HOLDER = {
    "--subject", "ada", "--tenant", "acme", "--role", "planner", "--role", "reader"
  };

  @Test
  void token_isTakenByAServerWithTheSecret() {
    assertThat(run(new TokenCommand(console, SECRET), HOLDER)).isZero();
    assertThat(lines()).hasSize(1);
    assertThat(sent(SECRET, lines().get(0))).isEqualTo(ADA);
  }

  @Test
  void tokenWithoutASecret_isRefused() {
    assertThat(run(new TokenCommand(console, Map.of()), HOLDER)).isEqualTo(2);
    assertThat(lines()).isEmpty();
  }

  @Test
  void key_isTakenByAServerWithItsLine(@TempDir Path folder) throws IOException {
    assertThat(run(new KeyCommand(console), with("--name", "nightly", "--for", "1h"))).isZero();
    assertThat(lines()).hasSize(2);
    Path file = Files.writeString(folder.resolve("keys"), lines().get(1) + '\n');
    Map<String, String> environment = new HashMap<>(SECRET);
    environment.put("MPLP_API_KEYS_FILE", file.toString());
    assertThat(sent(environment, lines().get(0))).isEqualTo(ADA);
  }

  @Test
  void badOptions_areRefused() {
    assertThat(run(new KeyCommand(console), with("--name", "two words"))).isEqualTo(2);
    assertThat(run(new TokenCommand(console, SECRET), "--subject", "ada", "--tenant", "A B"))
        .isEqualTo(2);
    assertThat(run(new TokenCommand(console, SECRET))).isEqualTo(2);
    assertThat(lines()).isEmpty();
  }

  private static String[] with(String... more) {
    String[] all = Arrays.copyOf(HOLDER, HOLDER.length + more.length);
    System.arraycopy(more, 0, all, HOLDER.length, more.length);
    return all;
  }
}
