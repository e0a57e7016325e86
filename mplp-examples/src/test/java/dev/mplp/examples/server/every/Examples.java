package dev.mplp.examples.server.every;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls of one module's operations, one after the other, as a caller would make them. Whoever adds
 * an operation adds a call of it here that the server answers as it should; what else has to hold
 * of every operation is found out by itself.
 */
interface Examples {

  /** Calls each operation of the module at least once. */
  void run(Caller caller);

  /** The examples of all modules, by name. */
  static Map<String, Examples> all() {
    Map<String, Examples> all = new LinkedHashMap<>();
    all.put("server", ServerExamples::run);
    all.put("contexts", ContextExamples::run);
    all.put("state and goals", SharedStateExamples::run);
    all.put("plans", PlanExamples::run);
    all.put("executions", ExecutionExamples::run);
    all.put("revisions", RevisionExamples::run);
    all.put("compensations", CompensationExamples::run);
    all.put("limits", LimitExamples::run);
    all.put("confirms", ConfirmExamples::run);
    all.put("approval policies", ApprovalPolicyExamples::run);
    all.put("traces", TraceExamples::run);
    all.put("roles", RoleExamples::run);
    all.put("assignments and permissions", AssignmentExamples::run);
    all.put("dialogs", DialogExamples::run);
    all.put("collabs", CollabExamples::run);
    all.put("extensions", ExtensionExamples::run);
    all.put("networks", NetworkExamples::run);
    all.put("manifests", ManifestExamples::run);
    all.put("events", EventExamples::run);
    all.put("log", LogExamples::run);
    all.put("integrations", IntegrationExamples::run);
    all.put("learning", LearningExamples::run);
    all.put("flows", FlowExamples::run);
    all.put("administration", AdministrationExamples::run);
    return all;
  }
}
