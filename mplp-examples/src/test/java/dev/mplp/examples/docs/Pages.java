package dev.mplp.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the project. */
final class Pages {

  /** The root of the project. */
  static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

  private Pages() {}

  /**
   * Those that somebody wrote, for readers: at the root, in docs, beside the example flows and
   * agents.
   */
  static List<Path> all() throws IOException {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> flows = Files.walk(ROOT.resolve("mplp-examples/flows"));
        Stream<Path> agent = Files.list(ROOT.resolve("mplp-examples/node-agent"))) {
      return Stream.of(root, docs, flows, agent)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  /** What a page is called in messages. */
  static String name(Path page) {
    return ROOT.relativize(page).toString();
  }
}
