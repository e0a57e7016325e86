package dev.mplp.runtime.confirm;

import dev.mplp.ConflictException;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ObjectId;
import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.approval.Delegation;
import dev.mplp.runtime.approval.Person;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An approval in the inbox of an approver.
 *
 * @param summary what is shown
 * @param until when the delegation ends; null for none
 * @param done who has counted in this round
 * @param before the keys of entries that go before it
 */
record InboxEntry(
    ApprovalSummary summary, @Nullable Instant until, List<String> done, List<String> before) {

  /** For each role of a person a page is read. */
  private static final int MOST_ROLES = 1000;

  static InboxEntry of(
      ApprovalRecord record,
      Course course,
      Approver approver,
      @Nullable Delegation delegation,
      List<String> before) {
    Gate gate = record.gate();
    Gate.GatedStep step = gate.step();
    return new InboxEntry(
        new ApprovalSummary(
            record.confirmId(),
            gate.contextId(),
            gate.targetType(),
            gate.targetId(),
            gate.isOfRun() ? gate.planId() : null,
            gate.stepId(),
            step == null ? null : step.question(),
            gate.revision(),
            approver,
            delegation == null ? null : delegation.holder(),
            record.requestedBy(),
            record.course().since(),
            record.reason(),
            record.round(),
            record.course().due()),
        delegation == null ? null : delegation.until(),
        done(course),
        before);
  }

  private static List<String> done(Course course) {
    return course.votes().stream()
        .flatMap(vote -> Stream.of(vote.holder(), vote.by()))
        .distinct()
        .toList();
  }

  /** The keys under which a person's entries are, those of the subject first. */
  static List<String> keys(Person person) {
    if (person.roles().size() > MOST_ROLES) {
      throw new ConflictException(
          "TOO_MANY_ROLES",
          person.subject()
              + " holds "
              + person.roles().size()
              + " roles, inherited ones included; an inbox looks for at most "
              + MOST_ROLES);
    }
    List<String> keys = new ArrayList<>();
    keys.add(Inbox.key(Approver.subject(person.subject())));
    person.roles().stream().sorted().map(Approver::role).map(Inbox::key).forEach(keys::add);
    return keys;
  }

  /** True when it waits for this person, and no entry before it shows that already. */
  boolean concerns(People.Looking who, Instant now) {
    Person person = who.at(summary);
    boolean over = summary.due() != null && !now.isBefore(summary.due());
    boolean ended = until != null && !now.isBefore(until);
    return !over
        && !ended
        && (summary.onBehalfOf() != null || person.is(summary.approver()))
        && !summary.requestedBy().equals(person.subject())
        && !done.contains(person.subject())
        && Collections.disjoint(before, keys(person));
  }

  @Nullable Instant due() {
    return summary.due();
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("format", 1)
        .put("confirm_id", summary.confirmId().value())
        .put("context_id", summary.contextId().value())
        .put("target_type", summary.targetType().wire())
        .put("target_id", summary.targetId().value())
        .putIfPresent("plan_id", summary.planId() == null ? null : summary.planId().value())
        .putIfPresent("step_id", summary.stepId() == null ? null : summary.stepId().value())
        .putIfPresent("question", summary.question())
        .putIfPresent(
            "revision_id", summary.revisionId() == null ? null : summary.revisionId().value())
        .put("approver_kind", summary.approver().kind().name())
        .put("approver", summary.approver().name())
        .putIfPresent("on_behalf_of", summary.onBehalfOf())
        .put("requested_by", summary.requestedBy())
        .put("requested_at", summary.requestedAt().toString())
        .putIfPresent("reason", summary.reason())
        .put("round", summary.round())
        .putIfPresent("due", Times.text(summary.due()))
        .putIfPresent("until", Times.text(until))
        .put("done", done.stream().map(JsonString::new).toList())
        .put("before", before.stream().map(JsonString::new).toList())
        .build();
  }

  static InboxEntry of(Document document) {
    return document.key().kind().equals(Kinds.APPROVAL)
        ? FirstForm.entry(ApprovalRecord.of(document))
        : read(document);
  }

  private static InboxEntry read(Document document) {
    JsonObject json = Wire.object(document.body());
    return new InboxEntry(
        new ApprovalSummary(
            ConfirmId.of(string(json, "confirm_id")),
            ContextId.of(string(json, "context_id")),
            json.string("target_type").map(ConfirmTarget::of).orElse(ConfirmTarget.PLAN),
            ObjectId.of(json.string("target_id").orElseGet(() -> string(json, "plan_id"))),
            json.string("plan_id").map(PlanId::of).orElse(null),
            json.string("step_id").map(StepId::of).orElse(null),
            json.string("question").orElse(null),
            json.string("revision_id").map(RevisionId::of).orElse(null),
            new Approver(
                Approver.Kind.valueOf(string(json, "approver_kind")), string(json, "approver")),
            json.string("on_behalf_of").orElse(null),
            string(json, "requested_by"),
            Instant.parse(string(json, "requested_at")),
            json.string("reason").orElse(null),
            Objects.requireNonNull(json.get("round")).asInt(),
            Times.instant(json, "due")),
        Times.instant(json, "until"),
        strings(json, "done"),
        strings(json, "before"));
  }

  private static List<String> strings(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asArray().values().stream()
        .map(JsonValue::asString)
        .toList();
  }

  private static String string(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asString();
  }
}
