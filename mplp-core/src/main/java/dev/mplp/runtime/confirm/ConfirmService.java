package dev.mplp.runtime.confirm;

import dev.mplp.IllegalTransitionException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmDecision;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmSummary;
import dev.mplp.confirm.Confirms;
import dev.mplp.confirm.ContentChangedException;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.DecisionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Confirms service of a caller: who may decide, on what, and what follows from it. */
public final class ConfirmService implements Confirms {

  private static final Logger LOG = LoggerFactory.getLogger(ConfirmService.class);

  /** Whoever decides opens the gate at once; when that fails, the timer does it after so long. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Caller caller;
  private final Principal principal;
  private final Storage storage;
  private final Commits commits;
  private final PlanStore plans;
  private final Approvals approvals;
  private final AfterDecision after;

  /** What happens once a decision is committed; whoever missed it is reminded by a timer. */
  public interface AfterDecision {
    /** A Confirm of this gate was decided or withdrawn. */
    void decided(String tenant, Gate gate);
  }

  /** The service of this caller. */
  public ConfirmService(Caller caller, AfterDecision after) {
    this.caller = caller;
    this.principal = caller.principal();
    this.storage = caller.storage();
    this.commits = caller.commits();
    this.plans = new PlanStore(storage);
    this.approvals = new Approvals(storage);
    this.after = after;
  }

  private String tenant() {
    return principal.tenant().name();
  }

  @Override
  public Approval get(ConfirmId confirmId) {
    caller.may(ModuleName.CONFIRM, "read", confirmId);
    Versioned<Confirm> confirm = approvals.confirm(tenant(), confirmId);
    ApprovalRecord record = approvals.record(tenant(), confirmId);
    JsonObject content = content(record);
    String digest = Digest.of(content);
    Approval view = Approvals.view(confirm.value(), record, content);
    boolean pending = confirm.value().status() == ConfirmStatus.PENDING;
    return pending && !digest.equals(view.digest()) ? withDigest(view, digest) : view;
  }

  /** While it is pending an approver decides on what is there now, not on what was asked for. */
  private static Approval withDigest(Approval view, String digest) {
    return new Approval(
        view.confirm(),
        view.approver(),
        view.requestedBy(),
        digest,
        view.content(),
        view.round() + 1,
        view.consumed(),
        view.decidedBy());
  }

  private JsonObject content(ApprovalRecord record) {
    return record.gate().step() == null
        ? Contents.ofPlan(plans, tenant(), record.gate(), record.extra())
        : approvals.stepContent(tenant(), record.confirmId());
  }

  @Override
  public Page<ApprovalSummary> inbox(@Nullable Cursor after, int limit) {
    caller.may(ModuleName.CONFIRM, "list", null);
    if (limit < 1 || limit > 100) {
      throw new IllegalArgumentException("limit must be 1 to 100 but is " + limit);
    }
    long from = after == null ? 0 : Long.parseLong(after.value());
    List<Document> found =
        new ArrayList<>(waiting(Approver.subject(principal.subject()), from, limit));
    for (String role : principal.roles()) {
      found.addAll(waiting(Approver.role(role), from, limit));
    }
    found.sort(Comparator.comparingLong(Document::order));
    List<Document> page = found.subList(0, Math.min(limit, found.size()));
    List<ApprovalSummary> items =
        page.stream().map(document -> ApprovalRecord.of(document).summary()).toList();
    boolean more = found.size() > limit || page.size() == limit;
    return new Page<>(
        items, more ? new Cursor(String.valueOf(page.get(page.size() - 1).order())) : null);
  }

  private List<Document> waiting(Approver approver, long after, int limit) {
    return storage.list(
        new DocumentQuery(
            tenant(),
            Kinds.APPROVAL,
            Map.of("waiting_for", ApprovalRecord.waitingFor(approver)),
            after,
            limit));
  }

  @Override
  public Page<ConfirmSummary> list(ConfirmFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.CONFIRM, "list", null);
    return ConfirmList.page(storage, tenant(), filter, after, limit);
  }

  @Override
  public Approval approve(ConfirmId confirmId, String digest, @Nullable String reason) {
    caller.may(ModuleName.CONFIRM, "approve", confirmId);
    return decide(confirmId, ConfirmStatus.APPROVED, digest, reason);
  }

  @Override
  public Approval reject(ConfirmId confirmId, String reason) {
    caller.may(ModuleName.CONFIRM, "reject", confirmId);
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a rejection needs a reason");
    }
    return decide(confirmId, ConfirmStatus.REJECTED, null, reason);
  }

  @Override
  public Approval cancel(ConfirmId confirmId, @Nullable String reason) {
    caller.may(ModuleName.CONFIRM, "cancel", confirmId);
    return decide(confirmId, ConfirmStatus.CANCELLED, null, reason);
  }

  private Approval decide(
      ConfirmId confirmId, ConfirmStatus to, @Nullable String digest, @Nullable String reason) {
    Outcome outcome =
        commits.apply("confirm " + confirmId, () -> decision(confirmId, to, digest, reason));
    if (outcome.changed() != null) {
      throw outcome.changed();
    }
    try {
      after.decided(tenant(), outcome.gate());
    } catch (RuntimeException e) {
      LOG.warn("confirm {} is decided, its gate is looked at later: {}", confirmId, e.toString());
    }
    return outcome.approval();
  }

  private record Outcome(Approval approval, Gate gate, @Nullable ContentChangedException changed) {}

  private Commits.Change<Outcome> decision(
      ConfirmId confirmId, ConfirmStatus to, @Nullable String digest, @Nullable String reason) {
    Versioned<Confirm> stored = approvals.confirm(tenant(), confirmId);
    ApprovalRecord record = approvals.record(tenant(), confirmId);
    checkMay(record, to);
    checkUndecided(stored.value(), to);
    List<Change> override = Locks.check(caller, stored.value(), record.gate().contextId());
    Instant now = Times.micros(storage.now());
    JsonObject content = content(record);
    String present = Digest.of(content);
    ChangeSet.Builder set = ChangeSet.builder(tenant());
    boolean stale = digest != null && !digest.equals(present);
    if (!present.equals(record.digest())) {
      record = record.nextRound(new ApprovalRecord.Round(present, now));
      set.add(log(Records::confirmRound, stored.value(), record, content));
    } else if (stale) {
      return new Commits.Change<>(null, changed(confirmId, stored, record, content, digest));
    }
    if (stale) {
      set.add(record.put(ConfirmStatus.PENDING));
      return new Commits.Change<>(set.build(), changed(confirmId, stored, record, content, digest));
    }
    Confirm confirm = decided(stored.value(), record, to, reason, now);
    record = record.with(act(confirm, record));
    Gate gate = record.gate();
    set.addAll(override);
    set.add(Approvals.put(new Versioned<>(confirm, stored.version()), gate));
    set.add(record.put(to));
    set.add(
        log(
            to == ConfirmStatus.CANCELLED ? Records::confirmCancelled : Records::confirmDecided,
            confirm,
            record,
            content));
    set.add(follow(confirmId, gate, now));
    return new Commits.Change<>(
        set.build(), new Outcome(Approvals.view(confirm, record, content), gate, null));
  }

  private Outcome changed(
      ConfirmId confirmId,
      Versioned<Confirm> confirm,
      ApprovalRecord record,
      JsonObject content,
      @Nullable String given) {
    return new Outcome(
        Approvals.view(confirm.value(), record, content),
        record.gate(),
        new ContentChangedException(confirmId, String.valueOf(given), record.digest()));
  }

  /** The gate of a step lets it go on in the same commit; the plan's is looked at by a timer. */
  private static Change follow(ConfirmId confirmId, Gate gate, Instant now) {
    return gate.step() == null
        ? new Change.PutTimer(
            Kinds.TIMER_PLAN_GATE,
            confirmId.value(),
            now.plus(LOOK_AGAIN),
            Wire.bytes(new JsonString(gate.executionId().value())))
        : new Change.ContinueStep(gate.executionId().uuid(), gate.step().index());
  }

  private interface Entry {
    LogEntry of(
        Approval approval,
        dev.mplp.model.ContextId contextId,
        dev.mplp.runtime.event.RunRef run,
        dev.mplp.model.@Nullable StepId stepId);
  }

  private static Change log(
      Entry entry, Confirm confirm, ApprovalRecord record, JsonObject content) {
    Gate gate = record.gate();
    return new Change.AppendLog(
        entry.of(
            Approvals.view(confirm, record, content), gate.contextId(), gate.run(), gate.stepId()));
  }

  private void checkMay(ApprovalRecord record, ConfirmStatus to) {
    boolean asked = record.requestedBy().equals(principal.subject());
    if (to == ConfirmStatus.CANCELLED) {
      if (!asked) {
        throw new PermissionDeniedException(
            "only "
                + record.requestedBy()
                + ", who asked, may withdraw confirm "
                + record.confirmId());
      }
      return;
    }
    Approver approver = record.approver();
    boolean may =
        approver.kind() == Approver.Kind.SUBJECT
            ? approver.name().equals(principal.subject())
            : principal.hasRole(approver.name());
    if (!may) {
      throw new PermissionDeniedException(
          "confirm "
              + record.confirmId()
              + " is decided by "
              + (approver.kind() == Approver.Kind.ROLE ? "somebody with the role " : "")
              + approver.name()
              + ", and "
              + principal.subject()
              + " is not");
    }
    if (asked) {
      throw new PermissionDeniedException(
          principal.subject()
              + " asked for confirm "
              + record.confirmId()
              + " and cannot decide it");
    }
  }

  /** With a single approver the first decision stands: another round is a matter of policy. */
  private static void checkUndecided(Confirm confirm, ConfirmStatus to) {
    if (confirm.status() != ConfirmStatus.PENDING) {
      throw new IllegalTransitionException(
          "confirm " + confirm.confirmId(), confirm.status().wire(), to.wire(), List.of());
    }
    Transitions.CONFIRM.check("confirm " + confirm.confirmId(), confirm.status(), to);
  }

  private Confirm decided(
      Confirm confirm,
      ApprovalRecord record,
      ConfirmStatus to,
      @Nullable String reason,
      Instant now) {
    Approver approver = record.approver();
    String role = approver.kind() == Approver.Kind.ROLE ? approver.name() : principal.subject();
    List<ConfirmDecision> decisions =
        new ArrayList<>(confirm.decisions() == null ? List.of() : confirm.decisions());
    decisions.add(
        new ConfirmDecision(DecisionId.random(), DecisionStatus.of(to.wire()), role, now, reason));
    return confirm.toBuilder()
        .status(to)
        .decisions(decisions)
        .meta(confirm.meta().updated(now, principal.subject()))
        .build();
  }

  private ApprovalRecord.Act act(Confirm confirm, ApprovalRecord record) {
    List<ConfirmDecision> decisions = confirm.decisions();
    if (decisions == null || decisions.isEmpty()) {
      throw new IllegalStateException("a decided confirm has a decision");
    }
    return new ApprovalRecord.Act(
        decisions.get(decisions.size() - 1).decisionId().value(),
        principal.subject(),
        record.round(),
        record.digest());
  }
}
