package dev.mplp.examples.cli.agent;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the program of a command before the first step needs it: a word with a slash is a path from
 * the present folder, any other is looked for in {@code PATH}.
 */
final class ProgramPath {

  private ProgramPath() {}

  /**
   * The command with the path of its program.
   *
   * @throws IllegalArgumentException if there is no such program, or it may not be run
   */
  static List<String> resolve(List<String> command) {
    String name = command.get(0);
    Path program =
        candidates(name)
            .filter(Files::isRegularFile)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(missing(name)))
            .toAbsolutePath();
    List<String> resolved = new ArrayList<>(command);
    resolved.set(0, program.toString());
    return List.copyOf(resolved);
  }

  private static Stream<Path> candidates(String name) {
    if (isPath(name)) {
      return Stream.of(Path.of(name));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name));
  }

  private static boolean isPath(String name) {
    return name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0;
  }

  private static String missing(String name) {
    if (!isPath(name)) {
      return "there is no program " + name + " in PATH";
    }
    return Files.exists(Path.of(name))
        ? name + " is no file that may be executed (chmod +x?)"
        : "there is no file " + name;
  }
}
