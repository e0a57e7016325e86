package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ModuleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Java on a page is part of a source file that is compiled and run by a test: the line before the
 * block names the file, {@code <!-- source: path from the root of the project -->}.
 */
class SnippetsTest {

  private static final Path ROOT = Pages.ROOT;
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

  /** Of all pages but the README, whose examples {@link ReadmeTest} runs. */
  static List<Snippet> snippets() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path page : Pages.all()) {
      if (page.equals(ROOT.resolve("README.md"))) {
        continue;
      }
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

  static List<Path> modulePages() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/modules"))) {
      return files.sorted().toList();
    }
  }

  /** What it is, its states, an example: so begins the page of each module. */
  @ParameterizedTest
  @MethodSource("modulePages")
  void modulePage_tellsWhatItIs_drawsItsStates_andShowsCode(Path page) throws IOException {
    String text = Files.readString(page, UTF_8);
    assertThat(text).matches("(?s)# \\p{Lu}\\p{Ll}+\n\n\\p{Lu}.*");
    assertThat(text).contains("## Guarantees and limits");
    assertThat(text).containsPattern(SNIPPET).contains("<!-- source: ");
    if (!page.endsWith("role.md")) { // a Role has no states
      assertThat(text).contains("<!-- states: ");
    }
  }

  @Test
  void everyModule_hasAPage() throws IOException {
    assertThat(modulePages().stream().map(page -> page.getFileName().toString()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ModuleName.values()).map(module -> module.wire() + ".md").toList());
  }

  /** Where lines are broken depends on the indentation, which a page does without. */
  private static String flat(String code) {
    return code.replaceAll("\\s+", "");
  }
}
