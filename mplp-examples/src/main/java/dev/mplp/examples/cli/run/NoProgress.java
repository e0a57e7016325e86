package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.Console;
import dev.mplp.model.StepId;

/** Shows nothing but what is said. */
record NoProgress(Console console) implements Progress {

  @Override
  public void step(StepId stepId, String description, StepNews news, String detail) {}

  @Override
  public void say(String line) {
    console.say(line);
  }

  @Override
  public void close() {}
}
