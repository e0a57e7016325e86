package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The runtime record of a Confirm, kind {@value Kinds#APPROVAL}: what its wire form does not hold.
 * The content of a step's gate is its only item, so that lists do not carry it along. While it is
 * pending it carries the index value {@code waiting_for}, {@code role:<role>} or {@code
 * subject:<subject>}: the inbox.
 *
 * @param version of the document, 0 before it is stored
 * @param confirmId whose
 * @param approver who may decide
 * @param requestedBy the subject who asked
 * @param reason why, null for none
 * @param gate what an approval opens
 * @param extra what is to be approved in addition to the target
 * @param rounds each with the digest of its content; the latest last
 * @param acts what was decided, in order
 * @param consumedAt when the gate was opened with it; then it is final
 */
public record ApprovalRecord(
    long version,
    ConfirmId confirmId,
    Approver approver,
    String requestedBy,
    @Nullable String reason,
    Gate gate,
    JsonObject extra,
    List<Round> rounds,
    List<Act> acts,
    @Nullable Instant consumedAt) {

  /** Copies the lists. */
  public ApprovalRecord {
    rounds = List.copyOf(rounds);
    acts = List.copyOf(acts);
  }

  /**
   * One round of deciding.
   *
   * @param digest of its content, see {@link Digest}
   * @param at when it began
   */
  public record Round(String digest, Instant at) {}

  /**
   * What somebody did.
   *
   * @param decisionId the wire decision
   * @param subject who
   * @param round in which round, from 1
   * @param digest of the content that they looked at
   */
  public record Act(String decisionId, String subject, int round, String digest) {}

  /** The present round's digest. */
  public String digest() {
    return rounds.get(rounds.size() - 1).digest();
  }

  /** True when what it asks, and whom, is what this request asks, with content of this digest. */
  public boolean asks(ApprovalRequest request, String digest) {
    return approver.equals(request.approver()) && digest().equals(digest);
  }

  /** What a list shows of it. */
  ApprovalSummary summary() {
    Gate.GatedStep step = gate.step();
    return new ApprovalSummary(
        confirmId,
        gate.contextId(),
        gate.planId(),
        gate.stepId(),
        step == null ? null : step.question(),
        approver,
        requestedBy,
        rounds.get(rounds.size() - 1).at(),
        reason,
        round());
  }

  /** The present round, from 1. */
  public int round() {
    return rounds.size();
  }

  /** Who decided last, null while nobody has. */
  public @Nullable String decidedBy() {
    return acts.isEmpty() ? null : acts.get(acts.size() - 1).subject();
  }

  ApprovalRecord nextRound(Round round) {
    List<Round> more = new ArrayList<>(rounds);
    more.add(round);
    return copy(more, acts, consumedAt);
  }

  ApprovalRecord with(Act act) {
    List<Act> more = new ArrayList<>(acts);
    more.add(act);
    return copy(rounds, more, consumedAt);
  }

  /** A copy whose approval is used up. */
  public ApprovalRecord consumed(Instant at) {
    return copy(rounds, acts, at);
  }

  private ApprovalRecord copy(List<Round> rounds, List<Act> acts, @Nullable Instant consumedAt) {
    return new ApprovalRecord(
        version, confirmId, approver, requestedBy, reason, gate, extra, rounds, acts, consumedAt);
  }

  /** Stores it over the version that was read, for a Confirm of this status. */
  public Change put(ConfirmStatus status) {
    Map<String, String> index = new LinkedHashMap<>();
    index.put("context_id", gate.contextId().value());
    index.put("execution_id", gate.executionId().value());
    if (status == ConfirmStatus.PENDING) {
      index.put("waiting_for", waitingFor(approver));
    }
    return new Change.PutDocument(
        Kinds.APPROVAL, confirmId.value(), version, Wire.bytes(toJson()), index);
  }

  /** The index value under which an approver's inbox is found. */
  static String waitingFor(Approver approver) {
    return (approver.kind() == Approver.Kind.ROLE ? "role:" : "subject:") + approver.name();
  }

  private JsonObject toJson() {
    return JsonObject.builder()
        .put("format", 1)
        .put("approver_kind", approver.kind().name())
        .put("approver", approver.name())
        .put("requested_by", requestedBy)
        .putIfPresent("reason", reason)
        .put("gate", gate.toJson())
        .put("extra", extra)
        .put(
            "rounds",
            rounds.stream()
                .map(round -> JsonObject.of("digest", round.digest(), "at", round.at().toString()))
                .toList())
        .put("acts", acts.stream().map(ApprovalRecord::act).toList())
        .putIfPresent("consumed_at", Times.text(consumedAt))
        .build();
  }

  private static JsonObject act(Act act) {
    return JsonObject.builder()
        .put("decision_id", act.decisionId())
        .put("subject", act.subject())
        .put("round", act.round())
        .put("digest", act.digest())
        .build();
  }

  /** The record in a document. */
  public static ApprovalRecord of(Document document) {
    JsonObject json = Wire.object(document.body());
    return new ApprovalRecord(
        document.version(),
        ConfirmId.of(document.key().id()),
        new Approver(
            Approver.Kind.valueOf(string(json, "approver_kind")), string(json, "approver")),
        string(json, "requested_by"),
        json.string("reason").orElse(null),
        Gate.of(Objects.requireNonNull(json.get("gate")).asObject()),
        Objects.requireNonNull(json.get("extra")).asObject(),
        objects(json, "rounds").stream()
            .map(o -> new Round(string(o, "digest"), Instant.parse(string(o, "at"))))
            .toList(),
        objects(json, "acts").stream()
            .map(
                o ->
                    new Act(
                        string(o, "decision_id"),
                        string(o, "subject"),
                        Objects.requireNonNull(o.get("round")).asInt(),
                        string(o, "digest")))
            .toList(),
        Times.instant(json, "consumed_at"));
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    JsonArray array = Objects.requireNonNull(json.get(name), name).asArray();
    return array.values().stream().map(JsonValue::asObject).toList();
  }

  private static String string(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asString();
  }
}
