package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.RunId;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.approval.CourseJson;
import dev.mplp.runtime.approval.Matter;
import dev.mplp.runtime.approval.PolicyJson;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The runtime record of a Confirm, kind {@value Kinds#APPROVAL}: what its wire form does not hold.
 * The content that was decided on is its items, so that lists do not carry it along. While it is
 * open it carries the index value {@code open_in}: its execution.
 *
 * @param version of the document, 0 before it is stored
 * @param confirmId whose
 * @param policy the rule by which it is decided
 * @param requestedBy the subject who asked
 * @param reason why, null for none
 * @param gate what an approval opens
 * @param extra what is to be approved in addition to the target
 * @param course how far it has come
 * @param open whether it can still be decided
 * @param decidedBy the subject of the latest decision; null while there is none
 * @param filed what lies beside it
 * @param consumedAt when the gate was opened with it; then it is final
 */
public record ApprovalRecord(
    long version,
    ConfirmId confirmId,
    ApprovalPolicy policy,
    String requestedBy,
    @Nullable String reason,
    Gate gate,
    JsonObject extra,
    Course course,
    boolean open,
    @Nullable String decidedBy,
    Filed filed,
    @Nullable Instant consumedAt) {

  /** The digest of the present round. */
  public String digest() {
    return course.digest();
  }

  /** The present round, from 1. */
  public int round() {
    return course.round();
  }

  /** True when what it asks, and by which rule, is what this request asks, with this digest. */
  public boolean asks(ApprovalRequest request, String digest) {
    return policy.equals(request.policy()) && digest().equals(digest);
  }

  /** What does not change while it is decided. */
  Matter matter() {
    return new Matter(policy, requestedBy);
  }

  ApprovalRecord with(Course course) {
    return copy(course, open, decidedBy, filed, consumedAt);
  }

  ApprovalRecord decided(String by, boolean open) {
    return copy(course, open, by, filed, consumedAt);
  }

  ApprovalRecord closed() {
    return copy(course, false, decidedBy, filed, consumedAt);
  }

  ApprovalRecord with(Filed filed) {
    return copy(course, open, decidedBy, filed, consumedAt);
  }

  /** A copy whose approval is used up in a run, which may be a later one than that which asked. */
  ApprovalRecord consumed(RunId run, Instant at) {
    return new ApprovalRecord(
        version,
        confirmId,
        policy,
        requestedBy,
        reason,
        gate.inRun(run),
        extra,
        course,
        open,
        decidedBy,
        filed,
        at);
  }

  /** A copy whose approval is used up by the host. */
  ApprovalRecord consumed(Instant at) {
    return copy(course, open, decidedBy, filed, at);
  }

  /** True when a run may go by its decision: it is of that run, or an approval nobody has used. */
  public boolean countsIn(RunId run) {
    return gate.runId().equals(run) || consumedAt == null;
  }

  private ApprovalRecord copy(
      Course course,
      boolean open,
      @Nullable String decidedBy,
      Filed filed,
      @Nullable Instant consumedAt) {
    return new ApprovalRecord(
        version,
        confirmId,
        policy,
        requestedBy,
        reason,
        gate,
        extra,
        course,
        open,
        decidedBy,
        filed,
        consumedAt);
  }

  /** Stores it over the version that was read. */
  Change put() {
    Map<String, String> index = new LinkedHashMap<>();
    index.put("context_id", gate.contextId().value());
    if (gate.isOfRun()) {
      index.put("execution_id", gate.executionId().value());
    }
    if (open && gate.isOfRun()) {
      index.put("open_in", gate.executionId().value());
    }
    if (open && course.isOverdue()) {
      index.put("overdue", "true");
    }
    return new Change.PutDocument(
        Kinds.APPROVAL, confirmId.value(), version, Wire.bytes(toJson()), index);
  }

  private JsonObject toJson() {
    return JsonObject.builder()
        .put("format", 2)
        .put("policy", PolicyJson.write(policy))
        .put("requested_by", requestedBy)
        .putIfPresent("reason", reason)
        .put("gate", gate.toJson())
        .put("extra", extra)
        .put("course", CourseJson.write(course))
        .put("open", open)
        .putIfPresent("decided_by", decidedBy)
        .put("filed", filed.toJson())
        .putIfPresent("consumed_at", Times.text(consumedAt))
        .build();
  }

  /** Whether what is in a document can still be decided, by its index values alone. */
  static boolean isOpen(Document document) {
    return document.index().containsKey("open_in") || FirstForm.isOpen(document);
  }

  /** The record in a document. */
  public static ApprovalRecord of(Document document) {
    JsonObject json = Wire.object(document.body());
    boolean first = FirstForm.is(json);
    Gate gate = Gate.of(member(json, "gate").asObject());
    return new ApprovalRecord(
        document.version(),
        ConfirmId.of(document.key().id()),
        PolicyJson.policyIn(json),
        member(json, "requested_by").asString(),
        json.string("reason").orElse(null),
        gate,
        member(json, "extra").asObject(),
        first ? FirstForm.course(json) : CourseJson.read(member(json, "course").asObject()),
        first ? FirstForm.isOpen(document) : member(json, "open").asBoolean(),
        first ? FirstForm.decider(json) : json.string("decided_by").orElse(null),
        first ? Filed.ofFirstForm(gate) : Filed.of(member(json, "filed").asObject()),
        Times.instant(json, "consumed_at"));
  }

  private static JsonValue member(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }
}
