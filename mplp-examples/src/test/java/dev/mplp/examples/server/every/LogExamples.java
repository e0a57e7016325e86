package dev.mplp.examples.server.every;

import dev.mplp.model.ContextId;

/** What happened, by Context, module and object, and a wait for what has not happened yet. */
final class LogExamples {

  private LogExamples() {}

  static void run(Caller caller) {
    ContextId id = caller.context();
    long last =
        caller
            .to("listEvents")
            .query("context_id", id)
            .query("module", "context")
            .query("object_id", id)
            .answers()
            .json()
            .get("position")
            .asLong();
    caller
        .to("listEvents")
        .query("context_id", id)
        .query("after", last)
        .query("wait", "PT0.05S")
        .answers();
    caller.to("listEvents").query("after", "-1").refused(422, "INVALID_ARGUMENT");
  }
}
