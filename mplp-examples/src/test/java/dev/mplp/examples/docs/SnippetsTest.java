package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Java on a page is part of a source file that is compiled and run by a test: the line before the
 * block names the file, {@code <!-- source: path from the root of the project -->}.
 */
class SnippetsTest {

  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
  private static final Pattern SNIPPET =
      Pattern.compile(
          "(?:^<!-- source: (\\S+) -->\n)?^```java\n(.*?)^```$",
          Pattern.DOTALL | Pattern.MULTILINE);

  /** A block of Java on a page. */
  record Snippet(Path page, String source, String code) {

    @Override
    public String toString() {
      return ROOT.relativize(page) + ": " + code.lines().findFirst().orElse("");
    }
  }

  static List<Snippet> snippets() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      pages = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
    List<Snippet> snippets = new ArrayList<>();
    for (Path page : pages) {
      Matcher matcher = SNIPPET.matcher(Files.readString(page, UTF_8));
      while (matcher.find()) {
        String source = matcher.group(1) == null ? "" : matcher.group(1);
        snippets.add(new Snippet(page, source, matcher.group(2)));
      }
    }
    return snippets;
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippet_isPartOfItsSource(Snippet snippet) throws IOException {
    assertThat(snippet.source()).as("the line before the block names a source").isNotEmpty();
    Path source = ROOT.resolve(snippet.source());
    assertThat(source).exists();
    assertThat(flat(Files.readString(source, UTF_8))).contains(flat(snippet.code()));
  }

  /** Where lines are broken depends on the indentation, which a page does without. */
  private static String flat(String code) {
    return code.replaceAll("\\s+", "");
  }
}
