package dev.mplp.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The protocol's own files, when they lie beside this checkout ({@code ../shared/spec}) or where
 * the system property {@code mplp.spec} points. Tests compare against them where they are; where
 * they are not, it is printed once for each test class that it compared nothing.
 */
public final class FrozenSpec {

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private FrozenSpec() {}

  /** The folder, if it is there. */
  public static Optional<Path> folder() {
    Optional<Path> found = find();
    if (found.isEmpty()) {
      StackWalker.getInstance()
          .walk(
              frames ->
                  frames
                      .map(StackWalker.StackFrame::getClassName)
                      .filter(FrozenSpec::isTest)
                      .findFirst())
          .filter(TOLD::add)
          .ifPresent(
              test ->
                  System.out.println(
                      test
                          + ": the protocol's own files are not here (-Dmplp.spec=FOLDER), compared"
                          + " nothing with them"));
    }
    return found;
  }

  private static boolean isTest(String className) {
    return className.startsWith("dev.mplp.") && !className.equals(FrozenSpec.class.getName());
  }

  private static Optional<Path> find() {
    Path module = Path.of("").toAbsolutePath();
    return Stream.of(
            Optional.ofNullable(System.getProperty("mplp.spec")).map(Path::of),
            Optional.of(module.resolve("../../shared/spec")),
            Optional.of(module.resolve("../shared/spec")))
        .flatMap(Optional::stream)
        .map(Path::normalize)
        .filter(Files::isDirectory)
        .findFirst();
  }

  /** The text of one of its files, if the folder is there. */
  public static Optional<String> text(String path) {
    return folder().map(folder -> read(folder.resolve(path)));
  }

  /** The files of one of its folders whose name ends in {@code suffix}, in order. */
  public static Stream<Path> files(String folder, String suffix) {
    return folder().map(spec -> spec.resolve(folder)).stream()
        .flatMap(FrozenSpec::list)
        .filter(file -> file.getFileName().toString().endsWith(suffix))
        .sorted();
  }

  /** The whole text of a file. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
