package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.Terminal;
import dev.mplp.examples.cli.Visible;
import dev.mplp.model.StepId;
import org.jspecify.annotations.Nullable;

/** One line at the foot of the screen that grows, with whatever is said scrolling above it. */
final class BarProgress implements Progress {

  private static final int WIDTH = 30;
  private static final int DESCRIPTION = 40;
  private static final long PAUSE_NANOS = 80_000_000;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final Console console;
  private final StepCount count;
  private String latest = "";
  private long drawnAt;
  private boolean asking;

  BarProgress(Console console, int steps) {
    this.console = console;
    this.count = new StepCount(steps);
    draw();
  }

  @Override
  public synchronized void step(StepId stepId, String description, StepNews news, String detail) {
    count.note(stepId, news);
    latest = description;
    if (news == StepNews.FAILED || news == StepNews.RETRIED || news == StepNews.LOST) {
      say(news + ": " + description + (detail.isEmpty() ? "" : " (" + detail + ")"));
    } else if (System.nanoTime() - drawnAt >= PAUSE_NANOS) {
      draw();
    }
  }

  @Override
  public synchronized void say(String line) {
    console.err().print(CLEAR_LINE);
    console.say(line);
    draw();
  }

  /** The bar goes away meanwhile, so that what is typed stays where it is. */
  @Override
  public @Nullable String ask(String question, Terminal terminal) {
    synchronized (this) {
      say(question);
      console.err().print(CLEAR_LINE);
      console.err().flush();
      asking = true;
    }
    try {
      return terminal.readLine();
    } finally {
      synchronized (this) {
        asking = false;
        draw();
      }
    }
  }

  @Override
  public synchronized void close() {
    latest = "";
    draw();
    console.say("");
  }

  private void draw() {
    if (asking) {
      return;
    }
    drawnAt = System.nanoTime();
    console.err().print(CLEAR_LINE + bar());
    console.err().flush();
  }

  private String bar() {
    int done = count.of(StepNews.COMPLETED);
    int filled = count.total() == 0 ? WIDTH : (int) ((long) WIDTH * done / count.total());
    StringBuilder line = new StringBuilder("[");
    line.append("#".repeat(filled)).append(".".repeat(WIDTH - filled)).append("] ");
    line.append(done).append('/').append(count.total());
    append(line, StepNews.STARTED, " running");
    append(line, StepNews.FAILED, " failed");
    append(line, StepNews.PARKED, " waiting");
    if (!latest.isEmpty()) {
      line.append("  ").append(shortened(latest));
    }
    return line.toString();
  }

  private void append(StringBuilder line, StepNews news, String word) {
    if (count.of(news) > 0) {
      line.append(", ").append(count.of(news)).append(word);
    }
  }

  private static String shortened(String text) {
    String line = Visible.line(text);
    return line.codePointCount(0, line.length()) <= DESCRIPTION
        ? line
        : line.substring(0, line.offsetByCodePoints(0, DESCRIPTION - 1)) + '\u2026';
  }
}
