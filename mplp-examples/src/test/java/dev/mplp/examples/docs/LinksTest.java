package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between pages lead somewhere: to a file that is there, and to a heading that it has. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  static List<Path> pages() throws IOException {
    return Pages.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_leadSomewhere(Path page) throws IOException {
    Matcher link = LINK.matcher(prose(Files.readString(page, UTF_8)));
    while (link.find()) {
      String target = link.group(1);
      if (target.contains("://")) {
        continue;
      }
      String[] parts = target.split("#", 2);
      Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
      assertThat(file).as("the link %s of %s", target, Pages.name(page)).exists();
      if (parts.length == 2) {
        assertThat(anchors(Files.readString(file, UTF_8)))
            .as("headings of %s, for the link of %s", Pages.name(file), Pages.name(page))
            .contains(parts[1]);
      }
    }
  }

  /** From the index, page by page, every page is found. */
  @Test
  void pages_areLinkedFromTheIndex() throws IOException {
    String index = Files.readString(Pages.ROOT.resolve("docs/README.md"), UTF_8);
    try (Stream<Path> pages = Files.walk(Pages.ROOT.resolve("docs"))) {
      assertThat(
              pages
                  .filter(page -> page.toString().endsWith(".md"))
                  .map(page -> Pages.ROOT.resolve("docs").relativize(page).toString())
                  .filter(page -> !page.equals("README.md")))
          .allSatisfy(page -> assertThat(index).contains("](" + page + ")"));
    }
  }

  @Test
  void anchors_areThoseOfTheHeadings() {
    String page =
        "# A run, its *Trace*\n\n```\n# none\n```\n## `mplp run`\n\n## Limits\n## Limits\n";
    assertThat(anchors(page)).containsExactly("a-run-its-trace", "mplp-run", "limits", "limits-1");
  }

  /** Formed as the usual viewers of Markdown do. */
  private static Set<String> anchors(String page) {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new LinkedHashSet<>();
    Matcher heading = HEADING.matcher(prose(page));
    while (heading.find()) {
      String anchor =
          heading
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  private static String prose(String page) {
    return FENCED.matcher(page).replaceAll("");
  }
}
