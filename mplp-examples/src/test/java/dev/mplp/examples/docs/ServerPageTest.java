package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.config.Setting;
import dev.mplp.examples.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the server lists every setting as the code has it, and no other. */
class ServerPageTest {

  @Test
  void page_listsEverySetting() throws IOException {
    List<String> rows =
        Files.readString(Pages.ROOT.resolve("docs/server.md"), UTF_8)
            .lines()
            .filter(line -> line.matches("\\| `[A-Z_]+`\\*? \\|.*"))
            .filter(line -> !line.startsWith("| `MPLP_ENV` | who"))
            .toList();
    List<String> settings =
        Stream.concat(Settings.OF_SERVER.stream(), Settings.OF_RUNTIME.stream())
            .map(ServerPageTest::row)
            .toList();
    assertThat(rows).isEqualTo(settings);
  }

  private static String row(Setting setting) {
    String fallback = setting.fallback().isEmpty() ? "" : '`' + setting.fallback() + '`';
    return String.join(
        " | ",
        "| `" + setting.name() + '`' + (setting.canBeInFile() ? "*" : ""),
        fallback,
        setting.meaning() + " |");
  }
}
