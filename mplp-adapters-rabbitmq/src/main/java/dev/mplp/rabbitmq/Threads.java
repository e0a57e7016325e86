package dev.mplp.rabbitmq;

import java.util.concurrent.ThreadFactory;

/** The threads of a broker: named, and no reason for a process to stay alive. */
final class Threads {

  private Threads() {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
