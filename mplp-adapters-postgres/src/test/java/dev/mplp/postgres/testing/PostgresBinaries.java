package dev.mplp.postgres.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's own programs: those of the release that a profile puts on the class path, else the
 * newest installed ones.
 */
final class PostgresBinaries {

  /** What the jars of embedded binaries have in them, for the two processors of most machines. */
  private static final List<String> ARCHIVES =
      List.of("/postgres-linux-x86_64.txz", "/postgres-linux-arm_64.txz");

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private PostgresBinaries() {}

  /** The path of a program, such as {@code initdb}. */
  static String find(String name) {
    Optional<Path> ofProfile =
        OfProfile.FOLDER
            .map(folder -> folder.resolve("bin").resolve(name))
            .filter(Files::isExecutable);
    return ofProfile
        .or(() -> installed(name))
        .or(() -> onPath(name))
        .map(Path::toString)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "PostgreSQL is not installed: apt-get install postgresql, or set "
                        + PostgresServer.URL_VARIABLE
                        + " to the URL of a server"));
  }

  /** A command as a user that PostgreSQL accepts: it does not run as root. */
  static List<String> unprivileged(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (isRoot()) {
      whole.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    whole.addAll(command);
    return whole;
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Optional<Path> installed(String name) {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(Comparator.comparing(path -> Double.valueOf(path.getName(3).toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Unpacked when they are asked for first. */
  private static final class OfProfile {
    static final Optional<Path> FOLDER = unpack();
  }

  private static Optional<Path> unpack() {
    for (String name : ARCHIVES) {
      try (InputStream archive = PostgresBinaries.class.getResourceAsStream(name)) {
        if (archive != null) {
          return Optional.of(unpack(archive));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.empty();
  }

  /** Into a folder that every user may read, and that is gone with the JVM. */
  private static Path unpack(InputStream archive) throws IOException {
    Path folder = Files.createTempDirectory("mplp-postgres-binaries");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "binaries-shutdown"));
    Process tar =
        new ProcessBuilder("tar", "-xJ", "-C", folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream input = tar.getOutputStream()) {
      archive.transferTo(input);
    }
    if (await(tar) != 0) {
      throw new IOException("tar -xJ failed: the package xz-utils is needed");
    }
    return folder;
  }

  /** Waits for the end of a process; its exit code. */
  static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Removes a folder with all that is in it; says what it had to leave. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left behind: " + folder + " (" + e + ")");
    }
  }
}
