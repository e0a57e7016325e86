package dev.mplp.examples.server.every;

/** What operators do. */
final class AdministrationExamples {

  private static final String POLICY = "'policy': {'keeps': {'dialogs': {'age': 'P365D'}}}";

  private AdministrationExamples() {}

  static void run(Caller caller) {
    caller
        .to("recordAdministrativeAct")
        .body("{'act': 'keys.rotated', 'reason': 'yearly', 'details': {'keys': 2}}")
        .answers();
    caller
        .to("recordAdministrativeAct")
        .body("{'act': 'keys.rotated', 'reason': ' '}")
        .refused(422, "INVALID_ARGUMENT");
    caller.to("listAdministrativeActs").query("act", "keys.rotated").answers();
    caller.to("previewSweep").body("{" + POLICY + "}").answers();
    caller.to("sweep").body("{" + POLICY + ", 'reason': 'policy'}").answers();
    caller.to("erase").body("{'subject': 'mallory', 'reason': 'request 7'}").answers();
    caller
        .to("erase")
        .body("{'subject': '', 'reason': 'request 7'}")
        .refused(422, "VALIDATION_FAILED");
  }
}
