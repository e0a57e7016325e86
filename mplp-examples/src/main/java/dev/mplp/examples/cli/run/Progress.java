package dev.mplp.examples.cli.run;

import dev.mplp.model.StepId;

/** Shows how a run goes on while it does. Safe for use by many threads. */
interface Progress extends AutoCloseable {

  /** Shows that a step came to a new state. */
  void step(StepId stepId, String description, StepNews news);

  /** Shows a line that has nothing to do with a step's state. */
  void say(String line);

  /** Leaves the screen as it is to be found afterwards. */
  @Override
  void close();

  /** What happened to a step. */
  enum StepNews {
    /** An attempt began. */
    STARTED("started"),
    /** It is done. */
    COMPLETED("completed"),
    /** An attempt failed; perhaps there is another. */
    FAILED("failed"),
    /** It is not done, for another one failed. */
    SKIPPED("skipped");

    private final String word;

    StepNews(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
