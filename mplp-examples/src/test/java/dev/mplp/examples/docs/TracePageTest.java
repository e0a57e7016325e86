package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.trace.OtlpJson;
import dev.mplp.trace.Segment;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceFilter;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import dev.mplp.trace.TraceSummary;
import dev.mplp.trace.TraceTree;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code on the page of Trace; see {@link SnippetsTest}. */
class TracePageTest {

  private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final Mplp mplp = MplpRuntime.builder().build();
  private final Map<String, String> headers = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  /** What a handler traces of its work. */
  private StepResult score(StepCall call) {
    try (Segment research = call.segment("research")) {
      try (Segment ask = research.segment("ask the model")) {
        ask.attribute("model", "m-1");
        headers.put("traceparent", ask.traceparent()); // of the request that is sent
        ask.tokens(1200, 85).cost(new BigDecimal("0.004"), "EUR");
      }
      try (Segment archive = research.segment("search the archive")) {
        archive.failed("NOT_FOUND", "no former application");
      }
      research.decided("score without history", "there is none");
    }
    return StepResult.completed(JsonObject.of("score", 712));
  }

  @Test
  void trace() throws Exception {
    mplp.handlers().register("analyst", this::score);
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                    .step("Score it", "analyst")
                    .build());
    String caller = CALLER; // the header of the request that this is done for

    ExecutionOptions options = ExecutionOptions.builder().traceparent(caller).build();
    Execution execution = mplp.plans().execute(plan.planId(), options);
    ExecutionResult result = execution.await(Duration.ofMinutes(1));

    Trace trace = mplp.traces().get(result.execution().traceId());
    TraceTree tree = TraceTree.of(trace);
    for (TraceTree.Node node : tree.nodes()) {
      System.out.println(
          "  ".repeat(node.depth()) + node.segment().label() + ' ' + node.duration());
    }
    List<TraceSegment> waitedFor = tree.criticalPath();
    TraceTree.Usage used = tree.usage();
    System.out.println(used.inputTokens() + " tokens read, " + used.costs());
    JsonObject request = OtlpJson.of(trace, "loans"); // the body for POST /v1/traces

    Page<TraceSummary> failed =
        mplp.traces()
            .list(
                TraceFilter.ALL.inContext(context.contextId()).withStatus(TraceStatus.FAILED),
                null,
                50);

    assertThat(tree.nodes())
        .extracting(node -> node.depth() + " " + node.segment().label())
        .containsExactly(
            "0 Assess",
            "1 Score it",
            "2 attempt 1",
            "3 research",
            "4 ask the model",
            "4 search the archive");
    assertThat(tree.nodes().get(3).segment().attributes().get(Segment.DECISIONS).toString())
        .contains("score without history", "there is none");
    assertThat(tree.nodes().get(5).segment().status()).isEqualTo(SegmentStatus.FAILED);
    assertThat(waitedFor).isNotEmpty();
    assertThat(used.inputTokens()).isEqualTo(1200);
    assertThat(used.costs()).containsEntry("EUR", new BigDecimal("0.004"));
    assertThat(request.toString())
        .contains("\"4bf92f3577b34da6a3ce929d0e0e4736\"", "\"parentSpanId\":\"00f067aa0ba902b7\"");
    assertThat(headers.get("traceparent")).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
    assertThat(failed.items()).isEmpty();
  }
}
