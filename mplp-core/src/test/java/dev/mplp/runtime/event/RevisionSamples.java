package dev.mplp.runtime.event;

import static dev.mplp.runtime.event.RecordSamples.CONTEXT;
import static dev.mplp.runtime.event.RecordSamples.EXECUTION;
import static dev.mplp.runtime.event.RecordSamples.PLAN;
import static dev.mplp.runtime.event.RecordSamples.REF;
import static dev.mplp.runtime.event.RecordSamples.TIME;
import static dev.mplp.runtime.event.RecordSamples.uuid;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RevisionId;
import dev.mplp.plan.RevisionState;
import dev.mplp.plan.RevisionSummary;
import dev.mplp.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of proposed revisions. */
final class RevisionSamples {

  private RevisionSamples() {}

  static List<LogEntry> all() {
    List<LogEntry> all = new ArrayList<>();
    JsonObject step = JsonObject.of("step_id", uuid(61).toString(), "description", "Look again");
    JsonObject difference =
        JsonObject.of("added", List.of(step), "removed", List.of(), "changed", List.of());
    all.add(
        RevisionRecords.proposed(revision(RevisionState.AWAITING_APPROVAL, null), REF, difference));
    for (RevisionState state : RevisionState.values()) {
      if (state != RevisionState.PROPOSED && state != RevisionState.AWAITING_APPROVAL) {
        String outcome = state == RevisionState.APPLIED ? null : "it was \u0000" + state.wire();
        all.add(RevisionRecords.settled(revision(state, outcome), REF));
      }
    }
    return all;
  }

  private static RevisionSummary revision(RevisionState state, @Nullable String outcome) {
    return new RevisionSummary(
        new RevisionId(uuid(60)),
        PLAN,
        CONTEXT,
        new ExecutionId(EXECUTION),
        3,
        1,
        0,
        0,
        "carol",
        TIME,
        "the customer asked",
        state,
        new ConfirmId(uuid(62)),
        outcome,
        state.isOpen() ? null : TIME);
  }
}
