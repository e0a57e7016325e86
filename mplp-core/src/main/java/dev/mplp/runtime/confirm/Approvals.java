package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.RunId;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What gates do with Confirms: ask, look, use up, void. */
public final class Approvals {

  /** Who does what nobody did. */
  static final String SYSTEM = "system";

  private static final int PAGE = 500;

  private final Storage storage;
  private final ProtocolObjects objects;

  /** Approvals in this storage. */
  public Approvals(Storage storage) {
    this.storage = storage;
    this.objects = new ProtocolObjects(storage);
  }

  /**
   * A Confirm as a gate sees it.
   *
   * @param gateVersion version of the document that names it
   * @param confirm the wire form
   * @param record what belongs to it
   */
  public record Asked(long gateVersion, Versioned<Confirm> confirm, ApprovalRecord record) {

    /** Its status as a gate takes it: what can still be decided is pending. */
    public ConfirmStatus status() {
      return record.open() ? ConfirmStatus.PENDING : confirm.value().status();
    }
  }

  /** What a gate waits for, or was opened with; empty when it never asked. */
  public Optional<Asked> find(String tenant, String gateKey) {
    return storage
        .get(new DocumentKey(tenant, Kinds.GATE, gateKey))
        .map(
            document -> {
              JsonObject json = Wire.object(document.body());
              ConfirmId id = ConfirmId.of(json.string("confirm_id").orElseThrow());
              return new Asked(document.version(), confirm(tenant, id), record(tenant, id));
            });
  }

  Versioned<Confirm> confirm(String tenant, ConfirmId id) {
    return objects.get(tenant, ModuleName.CONFIRM, id, Confirm.class);
  }

  ApprovalRecord record(String tenant, ConfirmId id) {
    return findRecord(tenant, id)
        .orElseThrow(() -> new dev.mplp.NotFoundException("confirm", id.value()));
  }

  Optional<ApprovalRecord> findRecord(String tenant, ConfirmId id) {
    return storage.get(new DocumentKey(tenant, Kinds.APPROVAL, id.value())).map(ApprovalRecord::of);
  }

  /** The content of a step's gate: all that the digest covers. */
  JsonObject stepContent(String tenant, ConfirmId id) {
    return content(tenant, id, 1)
        .orElseThrow(() -> new IllegalStateException("confirm " + id + " has no content"));
  }

  /** The content that is kept of a round. */
  Optional<JsonObject> content(String tenant, ConfirmId id, int round) {
    DocumentKey key = new DocumentKey(tenant, Kinds.APPROVAL, id.value());
    return storage.items(key, round - 2L, 1).stream()
        .filter(item -> item.sequence() == round - 1L)
        .map(item -> Wire.object(item.body()))
        .findFirst();
  }

  /**
   * Asks: a new Confirm for a gate.
   *
   * @param gateVersion version of the gate's document, 0 when it never asked
   * @param role the wire form's {@code requested_by_role}
   * @param content all that the digest covers
   */
  public Request request(
      Gate gate,
      long gateVersion,
      ApprovalRequest request,
      String requestedBy,
      String role,
      JsonObject content,
      Instant now) {
    Confirm confirm =
        Confirm.builder(ConfirmTarget.PLAN, new ObjectId(gate.planId().uuid()), role, now)
            .meta(Metadata.created(now, requestedBy))
            .reason(request.reason())
            .build();
    return ask(new Versioned<>(confirm, 0), gate, gateVersion, request, requestedBy, content, now);
  }

  /**
   * As {@link #request}, before a plan. A plan that was imported with a Confirm that is pending
   * asks by that one: nobody else would ever decide it.
   */
  public Request requestBeforePlan(
      String tenant,
      Gate gate,
      ApprovalRequest request,
      String requestedBy,
      String role,
      JsonObject content,
      Instant now) {
    return importedRequest(tenant, gate)
        .map(imported -> ask(imported, gate, 0, request, requestedBy, content, now))
        .orElseGet(() -> request(gate, 0, request, requestedBy, role, content, now));
  }

  private Optional<Versioned<Confirm>> importedRequest(String tenant, Gate gate) {
    Map<String, String> pending =
        Map.of("target_id", gate.planId().value(), "status", ConfirmStatus.PENDING.wire());
    long after = 0;
    List<Document> page;
    do {
      page =
          storage.list(new DocumentQuery(tenant, ModuleName.CONFIRM.wire(), pending, after, PAGE));
      for (Document document : page) {
        after = document.order();
        Versioned<Confirm> confirm = ProtocolObjects.read(document, Confirm.class);
        if (confirm.value().targetType() == ConfirmTarget.PLAN
            && !isAsked(tenant, confirm.value().confirmId())) {
          return Optional.of(confirm);
        }
      }
    } while (page.size() == PAGE);
    return Optional.empty();
  }

  private boolean isAsked(String tenant, ConfirmId id) {
    return findRecord(tenant, id).isPresent();
  }

  private static Request ask(
      Versioned<Confirm> asked,
      Gate gate,
      long gateVersion,
      ApprovalRequest request,
      String requestedBy,
      JsonObject content,
      Instant now) {
    Confirm confirm = asked.value();
    ApprovalRecord record =
        new ApprovalRecord(
            0,
            confirm.confirmId(),
            request.policy(),
            requestedBy,
            confirm.reason(),
            gate,
            request.content(),
            Course.begin(request.policy(), Digest.of(content), now),
            true,
            null,
            Filed.NONE,
            null);
    Filing filing = new Filing(record, now);
    filing.put(confirm, asked.version());
    if (!gate.isBeforePlan()) {
      filing.keep(content);
    }
    filing.add(
        new Change.PutDocument(
            Kinds.GATE,
            gate.key(),
            gateVersion,
            Wire.bytes(JsonObject.of("confirm_id", confirm.confirmId().value())),
            Map.of()));
    filing.log(RecordTypes.CONFIRM_REQUESTED, confirm, null, content);
    return new Request(confirm.confirmId(), filing.done());
  }

  /**
   * A Confirm that is to be stored.
   *
   * @param changes that store it
   */
  public record Request(ConfirmId confirmId, List<Change> changes) {}

  /** Uses an approval up in a run; the caller adds what the gate lets through. */
  public List<Change> consume(Asked asked, RunId run, Instant now) {
    Filing filing = new Filing(asked.record().consumed(run, now), now);
    filing.log(RecordTypes.CONFIRM_CONSUMED, asked.confirm().value(), null, JsonObject.empty());
    return filing.doneLeavingInboxes();
  }

  /** Voids an approval whose content changed, or a request that nobody needs any more. */
  public List<Change> cancel(Asked asked, String reason, Instant now) {
    Confirm before = asked.confirm().value();
    Transitions.CONFIRM.check(
        "confirm " + before.confirmId(), before.status(), ConfirmStatus.CANCELLED);
    Confirm confirm =
        before.toBuilder()
            .status(ConfirmStatus.CANCELLED)
            .meta(before.meta().updated(now, SYSTEM))
            .reason(reason)
            .build();
    Filing filing = new Filing(asked.record().closed(), now);
    ApprovalAct act =
        Acts.act(filing.record(), ApprovalAct.Kind.VOIDED, SYSTEM, reason, confirm.status(), now);
    filing.put(confirm, asked.confirm().version());
    filing.act(act);
    boolean voided = before.status() == ConfirmStatus.APPROVED;
    filing.log(
        voided ? RecordTypes.CONFIRM_VOIDED : RecordTypes.CONFIRM_CANCELLED,
        confirm,
        act,
        JsonObject.empty());
    return filing.done();
  }

  /** Withdraws what an execution asked for and nobody has decided yet. */
  public List<Change> cancelPending(
      String tenant, ExecutionId executionId, String reason, Instant now) {
    List<Change> changes = new ArrayList<>();
    long after = 0;
    List<Document> page;
    do {
      page =
          storage.list(
              new DocumentQuery(
                  tenant,
                  Kinds.APPROVAL,
                  Map.of("execution_id", executionId.value()),
                  after,
                  PAGE));
      for (Document document : page) {
        after = document.order();
        ApprovalRecord record = ApprovalRecord.of(document);
        boolean overtaken = record.gate().revision() != null; // with its revision
        if (ApprovalRecord.isOpen(document) && !overtaken) {
          Versioned<Confirm> confirm = confirm(tenant, record.confirmId());
          changes.addAll(cancel(new Asked(0, confirm, record), reason, now));
        }
      }
    } while (page.size() == PAGE);
    return changes;
  }
}
