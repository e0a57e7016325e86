package dev.mplp.examples.server.every;

/** What executions may use. */
final class LimitExamples {

  private LimitExamples() {}

  static void run(Caller caller) {
    caller.to("setLimit").body("{'role': 'nobody', 'kind': 'concurrency', 'most': 2}").answers();
    caller.to("listLimits").answers();
    caller.to("removeLimit", "concurrency").query("role", "nobody").answers();

    caller.to("getDefaultBudget").refused(404, "BUDGET_NOT_FOUND");
    caller.to("setDefaultBudget").body("{'steps': 1000}").answers();
    caller.to("getDefaultBudget").answers();
    caller.to("removeDefaultBudget").answers();
  }
}
