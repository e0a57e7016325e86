package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import java.time.Instant;
import java.util.UUID;

/** A learning sample from its recording to its end. */
final class LearningExamples {

  private LearningExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    String sample =
        "{'sample': {'sample_id': '%s', 'sample_family': 'pipeline_outcome', 'created_at':"
            + " '2026-01-01T00:00:00Z', 'input': {'a': 1}, 'output': {'b': 2}},"
            + " 'origin': {'context_id': '%s'}}";
    String body = sample.formatted(UUID.randomUUID(), context);
    String id = caller.to("recordSample").body(body).answers().located();
    caller
        .to("recordSample")
        .body(sample.formatted(UUID.randomUUID(), ContextId.random()))
        .refused(404, "CONTEXT_NOT_FOUND");
    caller.to("getSample", id).answers();
    caller.to("listSamples").query("family", "pipeline_outcome").answers();
    assertThat(caller.to("exportSamples").query("context_id", context).answers().response().body())
        .contains(id)
        .endsWith("}\n");
    caller.to("followSamples").query("context_id", context).answers();
    caller.to("deleteSamples").query("recorded_before", Instant.EPOCH).answers();
    caller.to("deleteSample", id).answers();
    caller.to("getSample", id).refused(404, "SAMPLE_NOT_FOUND");
  }
}
