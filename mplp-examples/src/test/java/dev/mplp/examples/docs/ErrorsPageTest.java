package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ModuleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of errors lists every code that the sources have, and no other. */
class ErrorsPageTest {

  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
  private static final List<String> MODULES =
      List.of(
          "mplp-api",
          "mplp-core",
          "mplp-adapters-postgres",
          "mplp-adapters-rabbitmq",
          "mplp-adapters-redis");

  /** Texts of this form are codes, or names of environment variables. */
  private static final Pattern UNDERSCORED = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");

  private static final Pattern VARIABLE =
      Pattern.compile("(?:MPLP|DATABASE|ENCRYPTION|RABBITMQ|MQ|REDIS|OTEL)_.*");

  /** Codes of one word, where only a code can be. */
  private static final Pattern WORD =
      Pattern.compile(
          "(?:new ConflictException|super|StepError\\.\\w+)\\(\\s*\"([A-Z]+)\"|public static final"
              + " String [A-Z]+ = \"([A-Z]+)\"");

  private static final Pattern NOT_FOUND =
      Pattern.compile("new NotFoundException\\(\\s*\"([a-z-]+)\"");
  private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_]+)` \\|", Pattern.MULTILINE);

  @Test
  void page_listsEveryCode() throws IOException {
    Set<String> listed = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/errors.md"), UTF_8));
    while (row.find()) {
      assertThat(listed.add(row.group(1))).as("%s is listed once", row.group(1)).isTrue();
    }
    assertThat(listed).isEqualTo(codes());
  }

  private static Set<String> codes() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (ModuleName module : ModuleName.values()) {
      codes.add(notFound(module.wire()));
    }
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          collect(Files.readString(file, UTF_8), codes);
        }
      }
    }
    return codes;
  }

  private static void collect(String source, Set<String> codes) {
    Matcher code = UNDERSCORED.matcher(source);
    while (code.find()) {
      if (!VARIABLE.matcher(code.group(1)).matches()) {
        codes.add(code.group(1));
      }
    }
    Matcher word = WORD.matcher(source);
    while (word.find()) {
      codes.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    Matcher notFound = NOT_FOUND.matcher(source);
    while (notFound.find()) {
      codes.add(notFound(notFound.group(1)));
    }
  }

  private static String notFound(String object) {
    return object.toUpperCase(Locale.ROOT) + "_NOT_FOUND";
  }
}
