package dev.mplp.agent;

import dev.mplp.model.JsonObject;

/** What a compensator is given: a step that is completed, and what it came to. */
public interface CompensationCall extends Call {

  /** What the step's handler answered. */
  JsonObject output();
}
