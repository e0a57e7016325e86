package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.Console;
import dev.mplp.model.StepId;

/** A line for each thing that happens, for logs and pipes. */
final class LineProgress implements Progress {

  private final Console console;
  private final StepCount count;

  LineProgress(Console console, int steps) {
    this.console = console;
    this.count = new StepCount(steps);
  }

  @Override
  public synchronized void step(StepId stepId, String description, StepNews news, String detail) {
    count.note(stepId, news);
    if (news != StepNews.STARTED) {
      int width = Integer.toString(count.total()).length();
      String done = pad(Integer.toString(count.of(StepNews.COMPLETED)), width);
      console.say(
          "[" + done + '/' + count.total() + "] " + news + ": " + description + detail(detail));
    }
  }

  private static String detail(String detail) {
    return detail.isEmpty() ? "" : " (" + detail + ")";
  }

  private static String pad(String number, int width) {
    return " ".repeat(width - number.length()) + number;
  }

  @Override
  public synchronized void say(String line) {
    console.say(line);
  }

  @Override
  public void close() {}
}
