package dev.mplp.runtime.approval;

import static dev.mplp.runtime.approval.PolicyJson.member;
import static dev.mplp.runtime.approval.PolicyJson.objects;
import static dev.mplp.runtime.approval.PolicyJson.string;

import dev.mplp.confirm.Approver;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.store.Times;
import java.time.Instant;
import java.util.List;

/** A {@link Course} as a member of the runtime record of its Confirm. */
public final class CourseJson {

  private CourseJson() {}

  /** A course. */
  public static JsonObject write(Course course) {
    return JsonObject.builder()
        .put("round", course.round())
        .put("digest", course.digest())
        .put("since", course.since().toString())
        .put("stage", course.stage())
        .put("level", course.level())
        .put("extensions", course.extensions())
        .put("rejected", course.rejected())
        .putIfPresent("due", Times.text(course.due()))
        .putIfPresent("remind_at", Times.text(course.remindAt()))
        .put("votes", course.votes().stream().map(CourseJson::vote).toList())
        .put("delegations", course.delegations().stream().map(CourseJson::delegation).toList())
        .build();
  }

  /** The course that was written. */
  public static Course read(JsonObject json) {
    return new Course(
        member(json, "round").asInt(),
        string(json, "digest"),
        Instant.parse(string(json, "since")),
        member(json, "stage").asInt(),
        member(json, "level").asInt(),
        member(json, "extensions").asInt(),
        member(json, "rejected").asBoolean(),
        Times.instant(json, "due"),
        Times.instant(json, "remind_at"),
        objects(json, "votes").stream().map(CourseJson::vote).toList(),
        objects(json, "delegations").stream().map(CourseJson::delegation).toList());
  }

  private static JsonObject vote(Vote vote) {
    return JsonObject.builder()
        .put("holder", vote.holder())
        .put("by", vote.by())
        .put("approves", vote.approves())
        .put("stage", vote.stage())
        .put("as", vote.as().stream().map(PolicyJson::approver).toList())
        .put("at", vote.at().toString())
        .build();
  }

  private static Vote vote(JsonObject json) {
    return new Vote(
        string(json, "holder"),
        string(json, "by"),
        member(json, "approves").asBoolean(),
        member(json, "stage").asInt(),
        approvers(json, "as"),
        Instant.parse(string(json, "at")));
  }

  private static JsonObject delegation(Delegation delegation) {
    return JsonObject.builder()
        .put("holder", delegation.holder())
        .put("from", delegation.from())
        .put("to", delegation.to())
        .put("depth", delegation.depth())
        .put("as", delegation.as().stream().map(PolicyJson::approver).toList())
        .put("bound", delegation.bound().stream().map(PolicyJson::approver).toList())
        .putIfPresent("until", Times.text(delegation.until()))
        .build();
  }

  private static Delegation delegation(JsonObject json) {
    return new Delegation(
        string(json, "holder"),
        string(json, "from"),
        string(json, "to"),
        member(json, "depth").asInt(),
        approvers(json, "as"),
        json.has("bound") ? approvers(json, "bound") : List.of(),
        Times.instant(json, "until"));
  }

  private static List<Approver> approvers(JsonObject json, String name) {
    return objects(json, name).stream().map(PolicyJson::approver).toList();
  }
}
