package dev.mplp.runtime.plan;

import dev.mplp.NotFoundException;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RevisionId;
import dev.mplp.model.RunId;
import dev.mplp.model.Tenant;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.RevisionState;
import dev.mplp.plan.RevisionSummary;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.StoredForm;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Item;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proposed revision as it is stored, kind {@value Kinds#REVISION}; the difference is its item, so
 * that lists do not carry it along.
 *
 * @param version of the document, 0 before it is stored
 * @param summary what it is about and where it stands
 * @param runId the run during which it was proposed
 * @param proposer who proposed it, on whose behalf it is applied
 * @param byHand whether it waits for somebody once it is approved
 * @param detached the digest of the policies of the steps that it removes, which the proposer may
 *     detach; null when they had none
 */
record Revision(
    long version,
    RevisionSummary summary,
    RunId runId,
    Principal proposer,
    boolean byHand,
    @Nullable String detached) {

  private static final StoredForm FORM = new StoredForm("proposed revision", 1);

  static Optional<Revision> find(Storage storage, String tenant, RevisionId id) {
    return storage.get(key(tenant, id)).map(Revision::of);
  }

  static Revision get(Storage storage, String tenant, RevisionId id) {
    return find(storage, tenant, id)
        .orElseThrow(() -> new NotFoundException("revision", id.value()));
  }

  private static DocumentKey key(String tenant, RevisionId id) {
    return new DocumentKey(tenant, Kinds.REVISION, id.value());
  }

  RevisionId id() {
    return summary.revisionId();
  }

  PlanId planId() {
    return summary.planId();
  }

  RevisionState state() {
    return summary.state();
  }

  /** What its approval opens. */
  Gate gate() {
    return new Gate(
        summary.contextId(), planId(), summary.executionId(), runId, null, summary.revisionId());
  }

  /** What becomes another. */
  PlanDiff difference(Storage storage, String tenant) {
    List<Item> items = storage.items(key(tenant, id()), -1, 1);
    return DiffJson.read(Wire.object(items.get(0).body()));
  }

  /** Stores the difference of a new one. */
  Change putDifference(PlanDiff diff) {
    return new Change.AppendItems(
        Kinds.REVISION, id().value(), 0, List.of(Wire.bytes(DiffJson.write(diff))));
  }

  /** A copy that waits for a Confirm. */
  Revision asking(ConfirmId confirmId) {
    return copy(RevisionState.AWAITING_APPROVAL, confirmId, null, null);
  }

  /** A copy that stands elsewhere. */
  Revision moved(RevisionState to, @Nullable String outcome, Instant now) {
    return copy(to, summary.confirmId(), outcome, to.isOpen() ? null : now);
  }

  private Revision copy(
      RevisionState state,
      @Nullable ConfirmId confirmId,
      @Nullable String outcome,
      @Nullable Instant settledAt) {
    return new Revision(
        version,
        new RevisionSummary(
            summary.revisionId(),
            summary.planId(),
            summary.contextId(),
            summary.executionId(),
            summary.baseVersion(),
            summary.added(),
            summary.removed(),
            summary.changed(),
            summary.proposedBy(),
            summary.proposedAt(),
            summary.reason(),
            state,
            confirmId,
            outcome,
            settledAt),
        runId,
        proposer,
        byHand,
        detached);
  }

  /** Stores it over the version that was read. */
  Change put() {
    Map<String, String> index = new LinkedHashMap<>();
    index.put("plan_id", planId().value());
    if (state().isOpen()) {
      index.put("open_for", planId().value());
    }
    return new Change.PutDocument(
        Kinds.REVISION, id().value(), version, Wire.bytes(toJson()), index);
  }

  private JsonObject toJson() {
    ConfirmId confirm = summary.confirmId();
    return FORM.begin()
        .put("plan_id", planId().value())
        .put("context_id", summary.contextId().value())
        .put("execution_id", summary.executionId().value())
        .put("run_id", runId.value())
        .put("base_version", summary.baseVersion())
        .put("added", summary.added())
        .put("removed", summary.removed())
        .put("changed", summary.changed())
        .put("proposed_by", summary.proposedBy())
        .put("roles", proposer.roles().stream().sorted().toList())
        .put("proposed_at", summary.proposedAt().toString())
        .putIfPresent("reason", summary.reason())
        .put("by_hand", byHand)
        .putIfPresent("detached", detached)
        .put("state", state().wire())
        .putIfPresent("confirm_id", confirm == null ? null : confirm.value())
        .putIfPresent("outcome", summary.outcome())
        .putIfPresent("settled_at", Times.text(summary.settledAt()))
        .build();
  }

  static Revision of(Document document) {
    JsonObject json = FORM.read(document.key(), document.body());
    RevisionSummary summary =
        new RevisionSummary(
            RevisionId.of(document.key().id()),
            PlanId.of(text(json, "plan_id")),
            ContextId.of(text(json, "context_id")),
            ExecutionId.of(text(json, "execution_id")),
            member(json, "base_version").asLong(),
            member(json, "added").asInt(),
            member(json, "removed").asInt(),
            member(json, "changed").asInt(),
            text(json, "proposed_by"),
            Instant.parse(text(json, "proposed_at")),
            json.string("reason").orElse(null),
            RevisionState.of(text(json, "state")),
            json.string("confirm_id").map(ConfirmId::of).orElse(null),
            json.string("outcome").orElse(null),
            Times.instant(json, "settled_at"));
    Set<String> roles = new LinkedHashSet<>();
    member(json, "roles").asArray().forEach(role -> roles.add(role.asString()));
    return new Revision(
        document.version(),
        summary,
        RunId.of(text(json, "run_id")),
        new Principal(new Tenant(document.key().tenant()), summary.proposedBy(), roles),
        member(json, "by_hand").asBoolean(),
        json.string("detached").orElse(null));
  }

  private static JsonValue member(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }

  private static String text(JsonObject json, String name) {
    return member(json, name).asString();
  }
}
