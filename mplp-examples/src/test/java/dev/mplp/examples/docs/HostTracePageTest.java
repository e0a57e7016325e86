package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import org.junit.jupiter.api.Test;

/** The code about Traces of the host on the page of the Trace; see {@link SnippetsTest}. */
class HostTracePageTest {

  @Test
  void traceOfTheHost_ends() {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
      TraceId id = TraceId.random();
      ContextId where = context.contextId();
      TraceBase root = new TraceBase(id, SpanId.random(), null, where, JsonObject.empty());
      mplp.traces().create(Trace.builder(where, root).traceId(id).build());
      mplp.traces().start(id);
      TraceSegment look =
          mplp.traces()
              .addSegment(
                  id, TraceSegment.builder("look at it").status(SegmentStatus.RUNNING).build());
      mplp.traces().moveSegment(id, look.segmentId(), SegmentStatus.COMPLETED);
      mplp.traces().complete(id);

      assertThat(mplp.traces().get(id).status()).isEqualTo(TraceStatus.COMPLETED);
    }
  }
}
