package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RunId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.spi.Authorizer;
import dev.mplp.trace.Trace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who may read one Context cannot read the run of another by giving a Trace the run's id. */
class RunOfElsewhereTest {

  private static final Root ROOT = Root.of("finance", "staging");

  @Test
  void eventsOfARun_areReadByWhoMayReadItsContext() throws Exception {
    AtomicReference<Context> secret = new AtomicReference<>();
    Authorizer authorizer =
        act ->
            secret.get() != null && secret.get().contextId().equals(act.target().contextId())
                ? Authorizer.Verdict.denied("it is secret")
                : Authorizer.Verdict.allowed();
    try (Mplp mplp = MplpRuntime.builder().authorizer(authorizer).build()) {
      mplp.handlers().register("clerk", call -> StepResult.completed(JsonObject.empty()));
      Context hidden = mplp.contexts().open("Hidden", ROOT);
      Plan plan =
          mplp.plans()
              .create(
                  Plan.builder(hidden.contextId(), "Assess", "See").step("Do", "clerk").build());
      Execution execution = mplp.plans().execute(plan.planId());
      execution.await(Duration.ofSeconds(30));
      TraceId id = execution.snapshot().traces().get(0);
      RunId run = new RunId(id.uuid());
      assertThat(mplp.events().ofRun(run)).isNotEmpty();
      mplp.traces().purge(id);
      Context open = mplp.contexts().open("Open", ROOT);
      TraceBase root =
          new TraceBase(id, SpanId.random(), null, open.contextId(), JsonObject.empty());
      secret.set(hidden);
      mplp.traces().create(Trace.builder(open.contextId(), root).traceId(id).build());

      assertThatThrownBy(() -> mplp.events().ofRun(run))
          .isInstanceOf(PermissionDeniedException.class)
          .hasMessageContaining("it is secret");
    }
  }
}
