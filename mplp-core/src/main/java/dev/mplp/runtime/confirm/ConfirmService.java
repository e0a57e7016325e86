package dev.mplp.runtime.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.IllegalTransitionException;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicies;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSubject;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmSummary;
import dev.mplp.confirm.Confirms;
import dev.mplp.confirm.InboxCount;
import dev.mplp.event.EventFilter;
import dev.mplp.event.Watch;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.approval.Delegating;
import dev.mplp.runtime.approval.Entitlement;
import dev.mplp.runtime.approval.Person;
import dev.mplp.runtime.approval.Timing;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.object.Adoption;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.CheckedWatch;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.runtime.role.RolePolicy;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Texts;
import dev.mplp.spi.ChangeSet;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Confirms service of a caller. */
public final class ConfirmService implements Confirms {

  private static final int LONGEST_REASON = 4000;

  private final Caller caller;
  private final EventService events;
  private final Approvals approvals;
  private final ContentSource contents;
  private final Decide decide;
  private final Inbox inbox;
  private final AttachedPolicies policies;
  private final People people;
  private final CastVote vote;
  private final HostApprovals ofHost;

  /** What happens once a decision is committed; whoever missed it is reminded by a timer. */
  public interface AfterDecision {
    /** A Confirm of this gate was decided or withdrawn. */
    void decided(String tenant, Gate gate);
  }

  /**
   * The service of this caller.
   *
   * @param events the log
   * @param roles who holds which role
   */
  public ConfirmService(Caller caller, EventService events, RolePolicy roles, AfterDecision after) {
    this.caller = caller;
    this.events = events;
    this.people = new People(caller, roles);
    this.approvals = new Approvals(caller.storage());
    PlanStore plans = new PlanStore(caller.storage());
    this.contents =
        new ContentSource(
            caller.tenant(), plans, approvals, new HostObjects(caller.storage(), caller.tenant()));
    this.decide = new Decide(caller, approvals, contents, after);
    this.inbox = new Inbox(caller.storage(), caller.tenant());
    this.policies = new AttachedPolicies(caller);
    this.vote = new CastVote(decide, contents);
    this.ofHost = new HostApprovals(caller, approvals);
  }

  private interface Act {
    Commits.Change<Decide.Outcome> by(Stored stored, Person person, Instant now);
  }

  /** Does an act as who the caller is when it is committed. */
  private Approval act(ConfirmId confirmId, Act act) {
    return decide.act(
        confirmId,
        (stored, now) -> {
          People.Acting acting = people.acting(stored.record(), now);
          Commits.Change<Decide.Outcome> change = act.by(stored, acting.person(), now);
          ChangeSet set = change.set();
          if (set == null || acting.unchanged().isEmpty()) {
            return change;
          }
          ChangeSet whole =
              ChangeSet.builder(set.tenant())
                  .addAll(set.changes())
                  .addAll(acting.unchanged())
                  .build();
          return new Commits.Change<>(whole, change.answer());
        });
  }

  @Override
  public Approval request(ApprovalSubject subject, ApprovalRequest request) {
    return ofHost.request(subject, request);
  }

  @Override
  public Approval consume(ConfirmId confirmId) {
    return ofHost.consume(confirmId);
  }

  @Override
  public Approval get(ConfirmId confirmId) {
    caller.may(ModuleName.CONFIRM, "read", confirmId);
    Versioned<Confirm> confirm = approvals.confirm(caller.tenant(), confirmId);
    ApprovalRecord record = approvals.record(caller.tenant(), confirmId);
    ContentSource.Seen seen = contents.seen(record);
    return record.open() && seen.gone() == null
        ? Views.now(confirm.value(), record, seen.content(), caller.now())
        : Views.of(confirm.value(), record, seen.content());
  }

  @Override
  public Versioned<Confirm> read(ConfirmId confirmId) {
    caller.may(ModuleName.CONFIRM, "read", confirmId);
    return approvals.confirm(caller.tenant(), confirmId);
  }

  @Override
  public void purge(ConfirmId confirmId) {
    caller.may(ModuleName.CONFIRM, "purge", confirmId);
    new PurgeConfirm(caller).purge(confirmId);
  }

  @Override
  public Watch watch(ConfirmId confirmId, long after) {
    Confirm confirm = read(confirmId).value();
    ContextId contextId = Adoption.contextOf(caller, ObjectType.CONFIRM, confirm);
    EventFilter filter = EventFilter.of(ModuleName.CONFIRM, confirmId).withContext(contextId);
    return CheckedWatch.of(
        caller, ModuleName.CONFIRM, confirmId, contextId, events.watch(filter, after));
  }

  @Override
  public Optional<JsonObject> content(ConfirmId confirmId, int round) {
    caller.may(ModuleName.CONFIRM, "read", confirmId);
    return contents.kept(confirmId, round);
  }

  @Override
  public Page<ApprovalSummary> inbox(@Nullable Cursor after, int limit) {
    caller.may(ModuleName.CONFIRM, "list", null);
    Instant now = caller.now();
    return inbox.page(people.looking(now), now, after, limit);
  }

  @Override
  public InboxCount inboxCount() {
    caller.may(ModuleName.CONFIRM, "list", null);
    Instant now = caller.now();
    return inbox.count(people.looking(now), now);
  }

  @Override
  public Page<ConfirmSummary> list(ConfirmFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.CONFIRM, "list", null, filter.contextId());
    return ConfirmList.page(caller.storage(), caller.tenant(), filter, after, limit);
  }

  @Override
  public void archive(ConfirmId confirmId) {
    new ArchiveConfirm(caller, approvals).archive(confirmId);
  }

  @Override
  public Page<ApprovalAct> acts(ActFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.CONFIRM, "list", null, filter.contextId());
    return Acts.page(caller.storage(), caller.tenant(), filter, after, limit);
  }

  @Override
  public Approval approve(ConfirmId confirmId, String digest, @Nullable String reason) {
    caller.may(ModuleName.CONFIRM, "approve", confirmId);
    requireNonNull(digest, "digest");
    check(reason, false);
    return act(
        confirmId, (stored, person, now) -> vote.cast(stored, person, true, digest, reason, now));
  }

  @Override
  public Approval reject(ConfirmId confirmId, String reason) {
    caller.may(ModuleName.CONFIRM, "reject", confirmId);
    check(reason, true);
    return act(
        confirmId, (stored, person, now) -> vote.cast(stored, person, false, null, reason, now));
  }

  @Override
  public Approval cancel(ConfirmId confirmId, @Nullable String reason) {
    caller.may(ModuleName.CONFIRM, "cancel", confirmId);
    check(reason, false);
    return decide.act(confirmId, (stored, now) -> decide.withdraw(stored, reason, now));
  }

  @Override
  public Approval delegate(
      ConfirmId confirmId, String to, @Nullable Instant until, @Nullable String reason) {
    caller.may(ModuleName.CONFIRM, "delegate", confirmId);
    Approver.subject(to);
    check(reason, false);
    return act(
        confirmId,
        (stored, person, now) -> {
          stored.checkOpen("delegated");
          if (until != null && !until.isAfter(now)) {
            throw new IllegalArgumentException(
                "a delegation ends in the future, but until is " + until + " and it is " + now);
          }
          Delegating made =
              Delegating.delegate(
                  stored.record().matter(), stored.record().course(), person, to, until, now);
          return arranged(stored, made, ApprovalAct.Kind.DELEGATED, to, reason, now);
        });
  }

  @Override
  public Approval takeBack(ConfirmId confirmId) {
    caller.may(ModuleName.CONFIRM, "delegate", confirmId);
    return decide.act(
        confirmId,
        (stored, now) -> {
          stored.checkOpen("taken back");
          Delegating made = Delegating.takeBack(stored.record().course(), caller.subject());
          return arranged(stored, made, ApprovalAct.Kind.TAKEN_BACK, null, null, now);
        });
  }

  private Commits.Change<Decide.Outcome> arranged(
      Stored stored,
      Delegating made,
      ApprovalAct.Kind kind,
      @Nullable String to,
      @Nullable String reason,
      Instant now) {
    if (made instanceof Delegating.Denied denied) {
      throw decide.denied("delegate", stored.id(), denied.reason());
    }
    ApprovalAct act =
        Acts.act(stored.record(), kind, caller.subject(), reason, stored.status(), now)
            .handedTo(to);
    return decide.arrange(
        stored, ((Delegating.Done) made).course(), act, RecordTypes.CONFIRM_DELEGATED, now);
  }

  @Override
  public Approval escalate(ConfirmId confirmId, String reason) {
    caller.may(ModuleName.CONFIRM, "escalate", confirmId);
    check(reason, true);
    return act(confirmId, (stored, person, now) -> escalated(stored, person, reason, now));
  }

  private Commits.Change<Decide.Outcome> escalated(
      Stored stored, Person person, String reason, Instant now) {
    ApprovalRecord record = stored.record();
    stored.checkOpen("escalated");
    boolean mine = record.requestedBy().equals(caller.subject());
    Entitlement entitlement = Entitlement.of(record.matter(), record.course(), person, now);
    if (!mine && entitlement instanceof Entitlement.Denied denied) {
      throw decide.denied("escalate", stored.id(), denied.reason());
    }
    Timing timing = Timing.escalate(record.policy(), record.course(), now);
    if (record.course().rejected() || !(timing instanceof Timing.Escalated escalated)) {
      throw new IllegalTransitionException(
          "confirm " + stored.id(),
          stored.status().wire(),
          "escalated",
          "its policy has no further level that could be asked");
    }
    ApprovalAct act =
        Acts.act(
            record, ApprovalAct.Kind.ESCALATED, caller.subject(), reason, stored.status(), now);
    return decide.arrange(stored, escalated.course(), act, RecordTypes.CONFIRM_ESCALATED, now);
  }

  @Override
  public ApprovalPolicies policies() {
    return policies;
  }

  private static void check(@Nullable String reason, boolean needed) {
    if (needed && (reason == null || reason.isBlank())) {
      throw new IllegalArgumentException("a rejection or escalation needs a reason");
    }
    if (reason != null && (reason.length() > LONGEST_REASON || !Texts.isStorable(reason))) {
      throw new IllegalArgumentException(
          "a reason has at most "
              + LONGEST_REASON
              + " characters, without NUL and half surrogates");
    }
  }
}
