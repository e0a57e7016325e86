package dev.mplp.examples.server.every;

import dev.mplp.model.ContextId;
import dev.mplp.model.InvocationId;
import java.time.Instant;

/** A report of a tool, recorded, read and deleted. */
final class IntegrationExamples {

  private IntegrationExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    String event =
        "{'tool_id': 'format', 'tool_kind': 'formatter', 'invocation_id': '%s', 'status':"
            + " 'succeeded', 'started_at': '2026-01-01T00:00:00Z', 'completed_at':"
            + " '2026-01-01T00:00:01Z'}";
    String report =
        "{'context_id': '"
            + context
            + "', 'event': "
            + event.formatted(InvocationId.random())
            + "}";
    String id = caller.to("recordIntegration").body(report).answers().located();
    caller
        .to("recordIntegration")
        .body(report.replace("formatter", "magician"))
        .refused(422, "VALIDATION_FAILED");
    caller.to("getIntegration", id).answers();
    caller.to("getIntegration", InvocationId.random()).refused(404, "INTEGRATION_NOT_FOUND");
    caller
        .to("listIntegrations")
        .query("kind", "tool_execution")
        .query("context_id", context)
        .query("from", "2026-01-01T00:00:00Z")
        .answers();
    caller.to("followIntegrations").query("context_id", context).answers();
    caller
        .to("deleteIntegrations")
        .query("recorded_before", Instant.EPOCH)
        .query("limit", 10)
        .answers();
    caller.to("deleteIntegrations").refused(400, "INVALID_REQUEST");
  }
}
