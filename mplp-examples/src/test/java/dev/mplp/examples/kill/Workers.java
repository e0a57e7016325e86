package dev.mplp.examples.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Worker processes that are started, and killed without warning. */
final class Workers implements AutoCloseable {

  private final List<String> arguments;
  private final Path logs;
  private final Random random;
  private final List<Child> running = new ArrayList<>();
  private int started;
  private int killed;

  Workers(List<String> arguments, Path logs, long seed) {
    this.arguments = arguments;
    this.logs = logs;
    this.random = new Random(seed);
  }

  void start() throws IOException {
    running.add(Child.java(WorkerProcess.class, arguments, Map.of(), log(++started)));
  }

  /** Waits until all that were started, and not killed, are at work. */
  void awaitReady() {
    Waiting.until(
        "all workers are at work: " + logs, () -> running.stream().allMatch(Child::isReady));
  }

  /** Kills one of those that are at work, once there is one. */
  void killOne() {
    Child victim = oneAtWork();
    victim.kill();
    running.remove(victim);
    killed++;
  }

  /**
   * How many calls of handlers there may be beyond one for each step: all that a worker had in its
   * hands when it was killed, or found its lease at an end.
   */
  long repeatsAllowed() throws IOException {
    long losses = killed;
    for (int i = 1; i <= started; i++) {
      losses +=
          Files.readAllLines(log(i)).stream().filter(WorkerProcess.LEASE_LOST::equals).count();
    }
    return losses * WorkerProcess.UNSTORED;
  }

  private Path log(int worker) {
    return logs.resolve("worker-" + worker + ".log");
  }

  /** Stops one of those that are at work as it stands, as a long pause of its machine would. */
  Frozen freezeOne() throws Exception {
    Child victim = oneAtWork();
    victim.signal("STOP");
    return () -> {
      victim.signal("CONT");
      Waiting.until(
          "the worker noticed: " + victim.log(),
          () -> Files.readString(victim.log()).contains(WorkerProcess.LEASE_LOST));
    };
  }

  /** A worker that stands still. */
  interface Frozen {
    /** Lets it go on, and waits until it noticed that it was given up. */
    void thaw() throws Exception;
  }

  private Child oneAtWork() {
    List<Child> ready = new ArrayList<>();
    Waiting.until(
        "a worker is at work: " + logs,
        () -> {
          ready.clear();
          running.stream().filter(Child::isReady).forEach(ready::add);
          return !ready.isEmpty();
        });
    return ready.get(random.nextInt(ready.size()));
  }

  @Override
  public void close() {
    running.forEach(Child::close);
  }
}
