package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules that are published, by their folders. */
final class Modules {

  private static final Pattern NAME = Pattern.compile("(?m)^module ([\\w.]+) \\{");
  private static final Pattern EXPORTS = Pattern.compile("(?m)^  exports ([\\w.]+);");

  private Modules() {}

  /** Those with a descriptor. */
  static List<Path> all() throws IOException {
    try (Stream<Path> folders = Files.list(Pages.ROOT)) {
      return folders.filter(folder -> Files.exists(descriptor(folder))).sorted().toList();
    }
  }

  private static Path descriptor(Path module) {
    return module.resolve("src/main/java/module-info.java");
  }

  /** What its descriptor calls it. */
  static String nameOf(Path module) throws IOException {
    Matcher name = NAME.matcher(Files.readString(descriptor(module), UTF_8));
    if (!name.find()) {
      throw new IllegalStateException("no module in " + descriptor(module));
    }
    return name.group(1);
  }

  /** The packages that everybody may use. */
  static Set<String> exports(Path module) throws IOException {
    Set<String> exports = new TreeSet<>();
    Matcher each = EXPORTS.matcher(Files.readString(descriptor(module), UTF_8));
    while (each.find()) {
      exports.add(each.group(1));
    }
    return exports;
  }

  /** All packages that have types. */
  static Set<String> packages(Path module) throws IOException {
    Path sources = module.resolve("src/main/java");
    Set<String> packages = new TreeSet<>();
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().endsWith("-info.java"))
          .map(file -> sources.relativize(file.getParent()).toString())
          .forEach(folder -> packages.add(folder.replace('/', '.')));
    }
    return packages;
  }
}
