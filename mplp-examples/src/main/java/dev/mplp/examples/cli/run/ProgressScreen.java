package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.Console;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where progress is shown: a bar where the error stream is a terminal, lines otherwise, nothing
 * when it is to be quiet. What programs say goes through here as well, so that it does not run into
 * the bar.
 */
public final class ProgressScreen {

  private final Console console;
  private final boolean quiet;
  private final AtomicReference<@Nullable Progress> shown = new AtomicReference<>();

  /** A screen on the error stream of {@code console}. */
  public ProgressScreen(Console console, boolean quiet) {
    this.console = console;
    this.quiet = quiet;
  }

  /** Says a line, above the bar if there is one. */
  public void say(String line) {
    Progress progress = shown.get();
    if (progress == null) {
      console.say(line);
    } else {
      progress.say(line);
    }
  }

  /** Begins to show the progress of so many steps. */
  Progress begin(int steps) {
    Progress progress = make(steps);
    shown.set(progress);
    return progress;
  }

  private Progress make(int steps) {
    if (quiet) {
      return new NoProgress(console);
    }
    return console.terminal().showsErrors()
        ? new BarProgress(console, steps)
        : new LineProgress(console, steps);
  }
}
