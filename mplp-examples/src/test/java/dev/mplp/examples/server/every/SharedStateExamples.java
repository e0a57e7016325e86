package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;

/** Shared state and goals. */
final class SharedStateExamples {

  private SharedStateExamples() {}

  static void run(Caller caller) {
    ContextId id = caller.context();
    Answered entry = caller.to("putStateEntry", id, "a%2Fb").anew().body("3").answers();
    caller.to("putStateEntry", id, "a%2Fb").body("4").refused(428, "PRECONDITION_REQUIRED");
    caller.to("getStateEntry", id, "a%2Fb").answers();
    caller.to("getStateEntry", id, "b").refused(404, "ENTRY_NOT_FOUND");
    caller.to("getState", id).answers();
    assertThat(caller.to("listStateEntries", id).answers().texts("name")).containsExactly("a/b");

    Answered goal =
        caller
            .to("putGoal", id, "few")
            .anew()
            .body(
                "{'description': 'few', 'criterion':"
                    + " {'metric': 'a/b', 'comparison': '<=', 'value': 3}}")
            .answers();
    caller.to("getGoal", id, "few").answers();
    caller.to("listGoals", id).answers();
    caller.to("evaluateGoals", id).answers();
    caller.to("removeGoal", id, "few").over(goal).answers();
    caller.to("removeStateEntry", id, "a%2Fb").over(entry).answers();
  }
}
