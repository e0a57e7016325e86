package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A long stream through a process with little memory: far more goes through than it could hold. */
class NdjsonStreamTest {

  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final int LINES = FULL ? 100_000 : 4_000;
  private static final String FLOW = FULL ? "tools" : "large-plan";

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void a_long_stream_is_answered_in_order_in_constant_memory() throws Exception {
    String plan = Files.readString(CommandLineRun.FLOWS.resolve(FLOW).resolve("plan.json"), UTF_8);
    String oneLine = plan.replaceAll("\n *", "");
    byte[] good = NdjsonTest.line("mplp-plan", oneLine).getBytes(UTF_8);
    byte[] bad =
        NdjsonTest.line("mplp-plan", oneLine.replaceFirst("draft", "drafty")).getBytes(UTF_8);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "validate",
                "--ndjson")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> send(process.getOutputStream(), good, bad));
      for (int i = 0; i < LINES; i++) {
        assertThat(answers.readLine())
            .as("answer to line %s", i)
            .startsWith(
                isBad(i)
                    ? "{\"valid\":false,\"errors\":[{\"pointer\":\"/status\""
                    : "{\"valid\":true");
      }
      assertThat(answers.readLine()).isNull();
      sent.join();
    }
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat((long) LINES * good.length).isGreaterThan(2 * (48L << 20));
  }

  private static boolean isBad(int line) {
    return line % 7 == 3;
  }

  private static void send(OutputStream to, byte[] good, byte[] bad) {
    try (OutputStream lines = new BufferedOutputStream(to)) {
      for (int i = 0; i < LINES; i++) {
        lines.write(isBad(i) ? bad : good);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
