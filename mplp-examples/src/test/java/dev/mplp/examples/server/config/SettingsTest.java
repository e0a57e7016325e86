package dev.mplp.examples.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of settings knows every variable that is read anywhere. */
class SettingsTest {

  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

  private static final Pattern VARIABLE =
      Pattern.compile("\"((?:MPLP|DATABASE|ENCRYPTION|RABBITMQ|MQ|REDIS|JWT|OTEL)_[A-Z_]+[A-Z])\"");

  @Test
  void settings_knowEveryVariableOfTheLibrary() throws IOException {
    Set<String> read = new TreeSet<>();
    for (String module :
        List.of(
            "mplp-core",
            "mplp-adapters-postgres",
            "mplp-adapters-rabbitmq",
            "mplp-adapters-redis")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher variable = VARIABLE.matcher(Files.readString(file, UTF_8));
          while (variable.find()) {
            read.add(variable.group(1));
          }
        }
      }
    }
    assertThat(read).contains("DATABASE_URL", "MPLP_ADMINISTRATORS");
    assertThat(Settings.byName().keySet()).containsAll(read);
  }

  static Stream<Setting> withFallback() {
    return Settings.byName().values().stream().filter(setting -> !setting.fallback().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("withFallback")
  void fallback_isOfTheForm(Setting setting) {
    assertThat(setting.problem(setting.fallback())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "https://a.example/", "a.example", "https://a.example, null"})
  void origin_thatNoBrowserSends_isRefused(String origins) {
    Setting setting = Settings.byName().get("MPLP_CORS_ORIGINS");
    assertThat(setting.problem(origins)).contains("MPLP_CORS_ORIGINS");
    assertThat(setting.problem("https://a.example, http://localhost:5173")).isNull();
  }
}
