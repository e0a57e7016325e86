package dev.mplp.runtime.event;

import dev.mplp.model.JsonObject;
import dev.mplp.plan.RevisionState;
import dev.mplp.plan.RevisionSummary;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** What records of proposed revisions of a Plan hold. */
public final class RevisionRecords {

  private RevisionRecords() {}

  /**
   * A revision was proposed.
   *
   * @param difference what it makes another
   */
  public static LogEntry proposed(RevisionSummary revision, RunRef run, JsonObject difference) {
    return Entries.ofRun(
        RecordTypes.REVISION_PROPOSED,
        run,
        body(revision)
            .put("base_version", revision.baseVersion())
            .put("difference", difference)
            .putIfPresent("reason", clean(revision.reason())));
  }

  /** A revision stands elsewhere than before. */
  public static LogEntry settled(RevisionSummary revision, RunRef run) {
    return Entries.ofRun(
        type(revision.state()),
        run,
        body(revision).putIfPresent("outcome", clean(revision.outcome())));
  }

  private static String type(RevisionState state) {
    return switch (state) {
      case APPROVED -> RecordTypes.REVISION_APPROVED;
      case APPLIED -> RecordTypes.REVISION_APPLIED;
      case REJECTED -> RecordTypes.REVISION_REJECTED;
      case WITHDRAWN -> RecordTypes.REVISION_WITHDRAWN;
      case OVERTAKEN -> RecordTypes.REVISION_OVERTAKEN;
      case PROPOSED, AWAITING_APPROVAL ->
          throw new IllegalArgumentException("nothing leads to " + state);
    };
  }

  private static JsonObject.Builder body(RevisionSummary revision) {
    return Bodies.builder()
        .put("plan_id", revision.planId().value())
        .put("revision_id", revision.revisionId().value())
        .put("state", revision.state().wire())
        .put("proposed_by", Bodies.clean(revision.proposedBy()))
        .putIfPresent(
            "confirm_id", revision.confirmId() == null ? null : revision.confirmId().value());
  }

  private static @Nullable String clean(@Nullable String text) {
    return text == null ? null : Bodies.clean(text);
  }
}
