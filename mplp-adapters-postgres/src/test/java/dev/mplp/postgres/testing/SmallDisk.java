package dev.mplp.postgres.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of its own, small enough to be filled up: one in memory, mounted where only
 * processes that are started through it see it, and gone when it is closed. Root mounts it as such,
 * others as root of a user name space; where a container allows neither, its own small {@code
 * /dev/shm} is taken.
 */
public final class SmallDisk implements AutoCloseable {

  private static final int MEGABYTES = 96;
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Path folder;
  private final List<String> enter;

  /** Keeps the mount for as long as it lives. */
  private final Process keeper;

  private SmallDisk(Path folder, List<String> enter, Process keeper) {
    this.folder = folder;
    this.enter = enter;
    this.keeper = keeper;
  }

  /** Makes an empty one. */
  public static SmallDisk create() {
    try {
      Path folder = Files.createTempDirectory("mplp-disk");
      boolean root = PostgresBinaries.isRoot();
      String owner = root ? ",uid=$(id -u nobody),gid=$(id -g nobody)" : "";
      String mount =
          "mount -t tmpfs -o size=%dm,mode=0700%s tmpfs %s && echo mounted && exec cat"
              .formatted(MEGABYTES, owner, folder);
      Process keeper =
          new ProcessBuilder("unshare", root ? "-m" : "-Urm", "sh", "-c", mount)
              .redirectErrorStream(true)
              .start();
      String answer = firstLine(keeper);
      if (answer.equals("mounted")) {
        return new SmallDisk(folder, entering(root, keeper.pid()), keeper);
      }
      keeper.destroyForcibly();
      Files.delete(folder);
      return inSharedMemory(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstLine(Process process) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    return line == null ? "" : line;
  }

  private static List<String> entering(boolean root, long keeper) {
    List<String> command = new ArrayList<>(List.of("nsenter", "-t", Long.toString(keeper), "-m"));
    if (!root) { // who is root of the name space has to become somebody else again
      command.addAll(List.of("-U", "--preserve-credentials"));
      command.addAll(List.of("unshare", "-U", "--map-user=1000", "--map-group=1000"));
    }
    return command;
  }

  private static SmallDisk inSharedMemory(String why) throws IOException {
    long megabytes =
        Files.isDirectory(SHARED_MEMORY)
            ? Files.getFileStore(SHARED_MEMORY).getTotalSpace() >> 20
            : Long.MAX_VALUE;
    if (megabytes > 4 * MEGABYTES) {
      throw new IllegalStateException(
          "a full disk cannot be made here: mounting is not allowed ("
              + why
              + "), and /dev/shm is not small; run the tests as root with CAP_SYS_ADMIN, or where"
              + " user name spaces are allowed");
    }
    Path folder = Files.createTempDirectory(SHARED_MEMORY, "mplp-disk");
    if (PostgresBinaries.isRoot()) {
      PostgresBinaries.await(new ProcessBuilder("chown", "nobody:", folder.toString()).start());
    }
    return new SmallDisk(folder, List.of(), new ProcessBuilder("cat").start());
  }

  Path folder() {
    return folder;
  }

  /** A command as a process that sees this disk. */
  List<String> within(List<String> command) {
    List<String> whole = new ArrayList<>(enter);
    whole.addAll(command);
    return whole;
  }

  /** Takes all the space that is left. */
  public void fill() {
    run("cat /dev/zero > " + ballast());
  }

  /** Gives it back. */
  public void free() {
    run("rm -f " + ballast());
  }

  private String ballast() {
    return folder + "/ballast";
  }

  private void run(String script) {
    try {
      List<String> command = PostgresBinaries.unprivileged(List.of("sh", "-c", script));
      PostgresBinaries.await(
          new ProcessBuilder(within(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    free();
    keeper.destroyForcibly();
    PostgresBinaries.await(keeper);
    PostgresBinaries.delete(folder);
  }
}
