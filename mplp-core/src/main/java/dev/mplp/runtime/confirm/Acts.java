package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to approvals: a document of the kind {@value Kinds#APPROVAL_ACT} for each act. */
final class Acts {

  private Acts() {}

  /** Something that is nobody's decision. */
  static ApprovalAct act(
      ApprovalRecord record,
      ApprovalAct.Kind kind,
      String subject,
      @Nullable String reason,
      ConfirmStatus status,
      Instant now) {
    return new ApprovalAct(
        record.confirmId(),
        record.gate().contextId(),
        kind,
        subject,
        null,
        null,
        null,
        record.round(),
        record.course().stage() + 1,
        record.course().rule(record.policy()).toString(),
        record.digest(),
        now,
        reason,
        status);
  }

  /** Stores an act. */
  static Change put(ApprovalAct act, int number) {
    Map<String, String> index = new LinkedHashMap<>();
    index.put("confirm_id", act.confirmId().value());
    index.put("context_id", act.contextId().value());
    index.put("subject", act.subject());
    index.put("kind", act.kind().wire());
    return new Change.PutDocument(
        Kinds.APPROVAL_ACT,
        act.confirmId().value() + '/' + number,
        0,
        Wire.bytes(json(act)),
        index);
  }

  /** A page of acts. */
  static Page<ApprovalAct> page(
      Storage storage, String tenant, ActFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("confirm_id", filter.confirmId() == null ? null : filter.confirmId().value());
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("subject", filter.subject());
    where.put("kind", filter.kind() == null ? null : filter.kind().wire());
    return Listing.page(
        storage, tenant, Kinds.APPROVAL_ACT, Listing.conditions(where), after, limit, Acts::act);
  }

  private static JsonObject json(ApprovalAct act) {
    Approver as = act.as();
    return JsonObject.builder()
        .put("format", 1)
        .put("confirm_id", act.confirmId().value())
        .put("context_id", act.contextId().value())
        .put("kind", act.kind().wire())
        .put("subject", act.subject())
        .putIfPresent("holder", act.holder())
        .putIfPresent("approver_kind", as == null ? null : as.kind().name())
        .putIfPresent("approver", as == null ? null : as.name())
        .putIfPresent("delegate", act.delegate())
        .put("round", act.round())
        .put("stage", act.stage())
        .put("rule", act.rule())
        .put("digest", act.digest())
        .put("at", act.at().toString())
        .putIfPresent("reason", act.reason())
        .put("status", act.status().wire())
        .build();
  }

  private static ApprovalAct act(Document document) {
    JsonObject json = Wire.object(document.body());
    Approver as =
        json.has("approver")
            ? new Approver(
                Approver.Kind.valueOf(string(json, "approver_kind")), string(json, "approver"))
            : null;
    return new ApprovalAct(
        ConfirmId.of(string(json, "confirm_id")),
        ContextId.of(string(json, "context_id")),
        ApprovalAct.Kind.of(string(json, "kind")),
        string(json, "subject"),
        json.string("holder").orElse(null),
        as,
        json.string("delegate").orElse(null),
        Objects.requireNonNull(json.get("round")).asInt(),
        Objects.requireNonNull(json.get("stage")).asInt(),
        string(json, "rule"),
        string(json, "digest"),
        Instant.parse(string(json, "at")),
        json.string("reason").orElse(null),
        ConfirmStatus.of(string(json, "status")));
  }

  private static String string(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asString();
  }
}
