package dev.mplp.examples.cli.agent;

import java.util.List;

/** A process and everything it started. */
final class ProcessTree {

  private static final int ROUNDS = 5;

  private ProcessTree() {}

  /**
   * Kills it, children first: those of a dead parent can no longer be found. Repeated, since a
   * process may start another while its siblings are being killed. Nothing happens when it ended.
   */
  static void kill(Process process) {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> descendants = process.descendants().toList();
      if (descendants.isEmpty()) {
        break;
      }
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }
}
