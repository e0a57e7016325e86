package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.Terminal;
import dev.mplp.model.StepId;
import org.jspecify.annotations.Nullable;

/** Shows how a run goes on while it does. Safe for use by many threads. */
interface Progress extends AutoCloseable {

  /**
   * Shows that a step came to a new state.
   *
   * @param detail more about it, such as why an attempt failed; empty for nothing
   */
  void step(StepId stepId, String description, StepNews news, String detail);

  /** Shows a line that has nothing to do with a step's state. */
  void say(String line);

  /** Asks the person before the screen; null when there is no answer. */
  default @Nullable String ask(String question, Terminal terminal) {
    say(question);
    return terminal.readLine();
  }

  /** Leaves the screen as it is to be found afterwards. */
  @Override
  void close();

  /** What happened to a step. */
  enum StepNews {
    /** An attempt began. */
    STARTED("started"),
    /** It waits for something without a worker. */
    PARKED("waits"),
    /** It is done. */
    COMPLETED("completed"),
    /** An attempt failed, and another one follows. */
    RETRIED("failed, to be tried again"),
    /** An attempt was lost with its worker, and another one follows. */
    LOST("lost, to be tried again"),
    /** An attempt failed, and the step with it. */
    FAILED("failed"),
    /** It was cancelled while an attempt was under way. */
    CANCELLED("cancelled");

    private final String words;

    StepNews(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }
}
