package dev.mplp.runtime.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.NotFoundException;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSubject;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ContentChangedException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Refusals;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Approvals that a host asks for and uses up itself: the commit that uses one up is the gate, and
 * conflicts when the content is not what was approved, or somebody was quicker.
 */
final class HostApprovals {

  private static final int LARGEST = 256 * 1024;

  private final Caller caller;
  private final Approvals approvals;
  private final HostObjects objects;

  HostApprovals(Caller caller, Approvals approvals) {
    this.caller = caller;
    this.approvals = approvals;
    this.objects = new HostObjects(caller.storage(), caller.tenant());
  }

  /** Asks. */
  Approval request(ApprovalSubject subject, ApprovalRequest request) {
    HostTarget target = HostTarget.of(subject);
    Optional<ContextId> found =
        subject instanceof ApprovalSubject.OfContent content
            ? Optional.of(content.contextId())
            : objects.contextOf(requireNonNull(target.module()), target.id());
    caller.may(ModuleName.CONFIRM, "request", null, found.orElse(null));
    if (target.module() != null) {
      caller.may(target.module(), "read", target.object());
    }
    if (target.module() == null && requireNonNull(request, "request").content().isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is shown that could be approved: say it with ApprovalRequest.showing(content)");
    }
    if (Wire.bytes(request.content()).length > LARGEST) {
      throw new IllegalArgumentException(
          "what is shown has more than " + LARGEST + " bytes; show its digest instead");
    }
    ContextId contextId = found.orElseThrow(() -> missing(target));
    Instant now = caller.now();
    String by = caller.subject();
    Confirm confirm =
        Confirm.builder(
                target.type(),
                target.id(),
                caller.principal().roles().stream().sorted().findFirst().orElse(by),
                now)
            .meta(Metadata.created(now, by))
            .reason(request.reason())
            .build();
    return caller
        .commits()
        .apply(
            "confirm " + confirm.confirmId(),
            () -> asking(confirm, Gate.ofHost(contextId, target), request, now));
  }

  private Commits.Change<Approval> asking(
      Confirm confirm, Gate gate, ApprovalRequest request, Instant now) {
    HostTarget target = requireNonNull(gate.target());
    Change contextUnchanged = openContext(gate.contextId());
    JsonObject content = content(target, request.content());
    ApprovalPolicy policy = policy(gate.contextId(), target).orElse(request.policy());
    ApprovalRecord record =
        new ApprovalRecord(
            0,
            confirm.confirmId(),
            policy,
            caller.subject(),
            request.reason(),
            gate,
            request.content(),
            Course.begin(policy, Digest.of(content), now),
            true,
            null,
            Filed.NONE,
            null);
    Filing filing = new Filing(record, now);
    filing.put(confirm, 0);
    if (!record.gate().isReadAnew()) {
      filing.keep(content);
    }
    filing.log(RecordTypes.CONFIRM_REQUESTED, confirm, null, content);
    ChangeSet set =
        ChangeSet.builder(caller.tenant()).add(contextUnchanged).addAll(filing.done()).build();
    return new Commits.Change<>(set, Views.of(confirm, filing.record(), content));
  }

  /** Conflicts when the Context was changed; refused when it takes nothing more. */
  private Change openContext(ContextId contextId) {
    Versioned<Context> context =
        new ProtocolObjects(caller.storage())
            .get(caller.tenant(), ModuleName.CONTEXT, contextId, Context.class);
    ContextStatus status = context.value().status();
    if (status == ContextStatus.CLOSED || status == ContextStatus.ARCHIVED) {
      throw Refusals.contextOver(contextId, status, "requests for approval");
    }
    return new Change.CheckDocument(
        ModuleName.CONTEXT.wire(), contextId.value(), context.version());
  }

  /** The policy that is attached to the object goes before that of whoever asks. */
  private Optional<ApprovalPolicy> policy(ContextId contextId, HostTarget target) {
    return target.policies(contextId).stream()
        .flatMap(to -> PolicyDocument.attached(caller.storage(), caller.tenant(), to).stream())
        .findFirst()
        .map(ApprovalRequest::policy);
  }

  private static NotFoundException missing(HostTarget target) {
    ModuleName module = requireNonNull(target.module());
    return new NotFoundException(module.wire(), target.id().value());
  }

  /** All that the digest covers, as it is now. */
  private JsonObject content(HostTarget target, JsonObject extra) {
    return target.module() == null
        ? extra
        : Contents.ofObject(objects.content(target.module(), target.id()), extra);
  }

  /** What came of an attempt to use one up. */
  private record Used(@Nullable Approval approval, @Nullable ContentChangedException changed) {}

  /** Uses one up, once, for the content that is there now. */
  Approval consume(ConfirmId confirmId) {
    caller.may(ModuleName.CONFIRM, "consume", confirmId);
    Used used = caller.commits().apply("confirm " + confirmId, () -> using(confirmId));
    if (used.changed() != null) {
      throw used.changed();
    }
    return requireNonNull(used.approval());
  }

  private Commits.Change<Used> using(ConfirmId confirmId) {
    Approvals.Asked asked =
        new Approvals.Asked(
            0,
            approvals.confirm(caller.tenant(), confirmId),
            approvals.record(caller.tenant(), confirmId));
    ApprovalRecord record = asked.record();
    HostTarget target = record.gate().target();
    if (target == null) {
      throw new ConflictException(
          "NOT_OF_HOST",
          "confirm " + confirmId + " is of a gate of an execution, which uses it up by itself");
    }
    if (asked.status() != ConfirmStatus.APPROVED || record.consumedAt() != null) {
      boolean used = record.consumedAt() != null;
      throw new IllegalTransitionException(
          "confirm " + confirmId,
          used ? "approved and used up" : asked.confirm().value().status().wire(),
          "used up",
          List.of());
    }
    HostObjects.Confirmed object =
        target.module() == null
            ? new HostObjects.Confirmed(record.extra(), List.of())
            : objects.confirmed(caller, target.module(), target.id(), confirmId);
    JsonObject content =
        target.module() == null
            ? record.extra()
            : Contents.ofObject(object.content(), record.extra());
    String present = Digest.of(content);
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    if (!present.equals(record.digest())) {
      String reason = "what was approved was changed before the approval was used";
      set.addAll(approvals.cancel(asked, reason, caller.now()));
      return new Commits.Change<>(
          set.build(),
          new Used(
              null, ContentChangedException.afterApproval(confirmId, record.digest(), present)));
    }
    Instant now = caller.now();
    Confirm confirm = asked.confirm().value();
    Filing filing = new Filing(record.consumed(now), now);
    filing.log(RecordTypes.CONFIRM_CONSUMED, confirm, null, JsonObject.empty());
    set.addAll(filing.doneLeavingInboxes());
    set.addAll(object.changes());
    set.add(new Change.CheckDocument(Kinds.CONFIRM, confirmId.value(), asked.confirm().version()));
    return new Commits.Change<>(
        set.build(), new Used(Views.of(confirm, filing.record(), content), null));
  }
}
