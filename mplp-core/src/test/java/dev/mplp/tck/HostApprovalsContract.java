package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.administration.Sweep;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSubject;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.context.Context;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.extension.ExtensionType;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.Governance;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.RoleId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Plan;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Role;
import dev.mplp.role.Scope;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A host asks for approvals and uses each up once, for exactly what was approved. */
public abstract class HostApprovalsContract extends ApprovalKit {

  private static final ApprovalPolicy ADA = ApprovalPolicy.single(Approver.subject("ada"));
  private static final JsonObject SHOWN = JsonObject.of("amount", 100);

  /** For the storages. */
  protected HostApprovalsContract() {}

  private ConfirmId asks(ApprovalSubject subject, ApprovalRequest request) {
    return as("carol").confirms().request(subject, request).confirm().confirmId();
  }

  private ConfirmId asksForTheContext(ApprovalPolicy policy) {
    return asks(
        ApprovalSubject.object(ModuleName.CONTEXT, context().contextId()),
        ApprovalRequest.of(policy).because("it goes live"));
  }

  private Versioned<Context> stored() {
    return mplp().contexts().read(context().contextId());
  }

  private void rename(String title) {
    Versioned<Context> stored = stored();
    mplp().contexts().update(stored.value().toBuilder().title(title).build(), stored.version());
  }

  private static Approval consume(Mplp mplp, ConfirmId id) {
    return mplp.confirms().consume(id);
  }

  @Test
  void object_isAskedAbout_andNotesTheConfirmThatItIsUsedWith() {
    ConfirmId id = asksForTheContext(ADA);
    assertThat(as("ada").confirms().inbox(null, 10).items())
        .extracting(
            ApprovalSummary::confirmId,
            ApprovalSummary::targetType,
            ApprovalSummary::targetId,
            ApprovalSummary::planId,
            ApprovalSummary::reason)
        .containsExactly(
            tuple(
                id,
                ConfirmTarget.CONTEXT,
                ObjectId.from(context().contextId()),
                null,
                "it goes live"));
    refused("PERMISSION_DENIED", () -> approve(id, "carol"));
    refused("INVALID_TRANSITION", () -> consume(as("carol"), id));
    assertThat(approve(id, "ada").content().string("title")).hasValue("Loan 4711");
    assertThat(stored().value().governance()).isNull();

    assertThat(consume(as("carol"), id).consumed()).isTrue();

    assertThat(stored().value().governance())
        .extracting(Governance::lastConfirmRef)
        .isEqualTo(ObjectRef.to(ModuleName.CONFIRM, id));
    refused("INVALID_TRANSITION", () -> consume(as("carol"), id));
    assertThat(mplp().confirms().content(id, 1)).isPresent();
    assertThat(as("ada").confirms().inboxCount().waiting()).isZero();
    assertThat(records("confirm.requested", "confirm.decided", "confirm.consumed")).hasSize(3);
    awaitPositions();
    assertThat(mplp().contexts().verify(context().contextId()).findings()).isEmpty();
    mplp().confirms().purge(id);
    refused("CONFIRM_NOT_FOUND", () -> consume(as("carol"), id));
  }

  @Test
  void object_thatChangedWhileItIsAsked_isDecidedAnew_andAfterwards_voidsTheApproval() {
    ConfirmId id = asksForTheContext(ADA);
    String first = approval(id).digest();
    rename("Loan 4712");
    refused("CONTENT_CHANGED", () -> as("ada").confirms().approve(id, first, null));
    approve(id, "ada");
    rename("Loan 4713");

    MplpException changed = refused("CONTENT_CHANGED", () -> consume(as("carol"), id));

    assertThat(changed).hasMessageContaining("the approval is void, ask for another one");
    assertThat(approval(id).confirm().status()).isEqualTo(ConfirmStatus.CANCELLED);
    assertThat(stored().value().governance()).isNull();
    refused("INVALID_TRANSITION", () -> consume(as("carol"), id));
  }

  @Test
  void content_isWhatWasShown_whateverBecomesOfIt() {
    ConfirmId id =
        asks(
            ApprovalSubject.content(context().contextId(), ConfirmTarget.TRACE, TraceId.random()),
            ApprovalRequest.of(ApprovalPolicy.people(2, "risk")).showing(SHOWN));
    rename("Loan 4712");
    approve(id, "ada", "risk");
    refused("INVALID_TRANSITION", () -> consume(as("carol"), id));
    Approval given = approve(id, "bob", "risk");

    assertThat(given.content()).isEqualTo(SHOWN);
    assertThat(given.confirm().targetType()).isEqualTo(ConfirmTarget.TRACE);
    assertThat(consume(mplp(), id).consumed()).isTrue();
    assertThat(mplp().confirms().content(id, 1)).hasValue(SHOWN);
  }

  @Test
  void plan_thatChanged_isNotWhatWasApproved() {
    Plan plan = plan("Pay 100");
    ApprovalSubject subject = ApprovalSubject.object(ModuleName.PLAN, plan.planId());
    ConfirmId id = asks(subject, ApprovalRequest.of(ADA).showing(SHOWN));
    approve(id, "ada");
    assertThat(consume(mplp(), id).content().get("content")).isEqualTo(SHOWN);
    ConfirmId second = asks(subject, ApprovalRequest.of(ADA));
    approve(second, "ada");
    mplp()
        .plans()
        .update(
            plan.toBuilder().title("Pay 100000").build(),
            mplp().plans().read(plan.planId()).version());

    refused("CONTENT_CHANGED", () -> consume(mplp(), second));
  }

  @Test
  void approval_isUsedOnce_howeverManyTry() {
    ConfirmId id = asksForTheContext(ADA);
    approve(id, "ada");
    List<Mplp> hosts = List.of(mplp(), another());
    AtomicInteger used = new AtomicInteger();
    ConcurrentLinkedQueue<String> codes = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Mplp host = hosts.get(i % 2);
      all.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  consume(host, id);
                  used.incrementAndGet();
                } catch (MplpException e) {
                  codes.add(e.code());
                }
              },
              task -> new Thread(task, "host").start()));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
        .join();

    assertThat(used).hasValue(1);
    assertThat(codes).hasSize(7).containsOnly("INVALID_TRANSITION");
    assertThat(records("confirm.consumed")).hasSize(1);
  }

  @Test
  void rejectedWithdrawnAndExpired_areNotUsed() {
    ConfirmId rejected = asksForTheContext(ADA);
    as("ada").confirms().reject(rejected, "no");
    ConfirmId withdrawn = asksForTheContext(ADA);
    as("carol").confirms().cancel(withdrawn, null);
    ConfirmId late = asksForTheContext(ADA.expiring(Expiry.rejectAfter(Duration.ofHours(1))));
    advance(Duration.ofHours(1));

    refused("INVALID_TRANSITION", () -> approve(late, "ada"));
    for (ConfirmId id : List.of(rejected, withdrawn, late)) {
      refused("INVALID_TRANSITION", () -> consume(mplp(), id));
    }
    eventually(() -> approval(late).confirm().status() == ConfirmStatus.REJECTED);
  }

  @Test
  void gateOfAnExecution_isNotForTheHost() {
    ConfirmId id = gate(asks(plan("Loan"), ADA));
    refused("NOT_OF_HOST", () -> consume(mplp(), id));
    approve(id, "ada");
    refused("NOT_OF_HOST", () -> consume(mplp(), id));
  }

  @Test
  void whatIsNotThere_orNothing_isNotAskedAbout() {
    refused(
        "PLAN_NOT_FOUND",
        () -> asks(ApprovalSubject.object(ModuleName.PLAN, ObjectId.random()), ofAda()));
    refused(
        "CONTEXT_NOT_FOUND",
        () ->
            asks(
                ApprovalSubject.content(ContextId.random(), ConfirmTarget.OTHER, ObjectId.random()),
                ofAda().showing(SHOWN)));
    assertThatThrownBy(
            () ->
                asks(
                    ApprovalSubject.content(
                        context().contextId(), ConfirmTarget.OTHER, ObjectId.random()),
                    ofAda()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("showing");
    assertThatThrownBy(() -> ApprovalSubject.object(ModuleName.DIALOG, ObjectId.random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ApprovalSubject.content");
  }

  @Test
  void objectsThatArePutAway_areNotWrittenAgain() {
    ExtensionId extension =
        mplp()
            .extensions()
            .create(
                Extension.builder(
                        context().contextId(), "ledger", ExtensionType.CAPABILITY, "1.2.0")
                    .build())
            .extensionId();
    ConfirmId ofExtension = asks(ApprovalSubject.object(ModuleName.EXTENSION, extension), ofAda());
    Plan plan = plan("Loan");
    ConfirmId ofPlan = asks(ApprovalSubject.object(ModuleName.PLAN, plan.planId()), ofAda());
    approve(ofExtension, "ada");
    approve(ofPlan, "ada");
    mplp().extensions().deprecate(extension, null);
    mplp().extensions().archive(extension);
    mplp().plans().cancel(plan.planId(), "enough");
    mplp().plans().archive(plan.planId());

    refused("ARCHIVED", () -> consume(mplp(), ofExtension));
    refused("ARCHIVED", () -> consume(mplp(), ofPlan));

    assertThat(
            mplp().extensions().list(ExtensionFilter.all().withArchived(false), null, 10).items())
        .isEmpty();
    assertThat(approval(ofExtension).consumed()).isFalse();
  }

  @Test
  void objectThatIsGone_isNotApproved_butItsConfirmEnds() {
    Plan plan = plan("Loan");
    ApprovalSubject subject = ApprovalSubject.object(ModuleName.PLAN, plan.planId());
    ConfirmId rejected = asks(subject, ApprovalRequest.of(ADA.revisableRejection()));
    ConfirmId withdrawn = asks(subject, ApprovalRequest.of(ApprovalPolicy.people(2, "risk")));
    Approval before = approve(withdrawn, "bob", "risk");
    mplp().plans().purge(plan.planId());

    Approval gone = approval(rejected);
    assertThat(gone.confirm().status()).isEqualTo(ConfirmStatus.PENDING);
    assertThat(gone.content()).isEqualTo(JsonObject.empty());
    refused("PLAN_NOT_FOUND", () -> as("ada").confirms().approve(rejected, gone.digest(), null));
    Approval kept = approval(withdrawn);
    assertThat(kept.content()).isEqualTo(before.content());
    assertThat(kept.digest()).isEqualTo(before.digest());
    refused("NOT_OVER", () -> mplp().confirms().purge(rejected));

    as("ada").confirms().reject(rejected, "it is gone");
    as("carol").confirms().cancel(withdrawn, null);

    assertThat(approval(rejected).confirm().status()).isEqualTo(ConfirmStatus.REJECTED);
    assertThat(mplp().confirms().content(rejected, 1)).isEmpty();
    assertThat(approval(withdrawn).confirm().status()).isEqualTo(ConfirmStatus.CANCELLED);
    mplp().confirms().purge(rejected);
    mplp().confirms().purge(withdrawn);
  }

  @Test
  void contextThatIsOver_takesNoRequests_evenWhenItEndsMeanwhile() {
    ApprovalSubject content =
        ApprovalSubject.content(context().contextId(), ConfirmTarget.OTHER, ObjectId.random());
    ApprovalSubject object = ApprovalSubject.object(ModuleName.PLAN, plan("Loan").planId());
    AtomicInteger commits = new AtomicInteger();
    Mplp slow =
        anotherBehind(
            storage ->
                StorageTap.over(
                    storage,
                    call -> {
                      if (call.name().equals("commit")
                          && isRequest((ChangeSet) call.arguments()[0])
                          && commits.getAndIncrement() == 0) {
                        mplp().contexts().close(context().contextId(), null);
                      }
                      return call.proceed();
                    }));

    refused("CONTEXT_NOT_ACTIVE", () -> slow.confirms().request(content, ofAda().showing(SHOWN)));

    assertThat(commits).hasValue(1);
    refused("CONTEXT_NOT_ACTIVE", () -> asks(object, ofAda()));
    mplp().contexts().archive(context().contextId());
    refused("CONTEXT_NOT_ACTIVE", () -> asks(object, ofAda()));
    assertThat(records("confirm.requested")).isEmpty();
  }

  private static boolean isRequest(ChangeSet set) {
    return set.changes().stream()
        .anyMatch(
            change ->
                change instanceof Change.PutDocument put
                    && put.kind().equals(ModuleName.CONFIRM.wire()));
  }

  @Test
  void attachedPolicies_goBeforeThatOfWhoAsks() {
    Plan plan = plan("Loan");
    Plan beside = plan("Beside");
    attach(new PolicyTarget.OfPlan(plan.planId()), "boss");
    attach(new PolicyTarget.OfContext(context().contextId()), "head");

    onlyBy("boss", asks(ApprovalSubject.object(ModuleName.PLAN, plan.planId()), ofAda()));
    onlyBy("head", asks(ApprovalSubject.object(ModuleName.PLAN, beside.planId()), ofAda()));
    onlyBy("head", asksForTheContext(ADA));
    onlyBy(
        "ada",
        asks(
            ApprovalSubject.content(context().contextId(), ConfirmTarget.OTHER, ObjectId.random()),
            ofAda().showing(SHOWN)));
  }

  private void attach(PolicyTarget target, String subject) {
    mplp().confirms().policies().attach(target, ApprovalRequest.of(Approver.subject(subject)));
  }

  private void onlyBy(String subject, ConfirmId id) {
    for (String other : List.of("ada", "boss", "head")) {
      if (!other.equals(subject)) {
        refused("PERMISSION_DENIED", () -> approve(id, other));
      }
    }
    assertThat(approve(id, subject).confirm().status()).isEqualTo(ConfirmStatus.APPROVED);
  }

  @Test
  void retentionOfAPlan_leavesWhatTheHostGoesOnWith() {
    Plan plan = plan("Loan");
    ConfirmId shown =
        asks(
            ApprovalSubject.content(context().contextId(), ConfirmTarget.PLAN, plan.planId()),
            ofAda().showing(SHOWN));
    ConfirmId ofPlan = asks(ApprovalSubject.object(ModuleName.PLAN, plan.planId()), ofAda());
    ConfirmId decided = asks(ApprovalSubject.object(ModuleName.PLAN, plan.planId()), ofAda());
    approve(decided, "ada");
    TraceId traceId = TraceId.random();
    TraceBase root =
        new TraceBase(traceId, SpanId.random(), null, context().contextId(), JsonObject.empty());
    Trace trace =
        Trace.builder(context().contextId(), root).traceId(traceId).planId(plan.planId()).build();
    mplp().traces().create(trace);
    mplp().traces().start(traceId);
    mplp().plans().cancel(plan.planId(), "enough");
    mplp().plans().archive(plan.planId());
    advance(Duration.ofDays(10));

    Sweep sweep =
        mplp()
            .administration()
            .sweep(
                RetentionPolicy.builder()
                    .pause(Duration.ZERO)
                    .keep(Retained.PLANS, Keep.days(5))
                    .build(),
                "spring cleaning");

    assertThat(sweep.removed(Retained.PLANS)).isEqualTo(1);
    refused("PLAN_NOT_FOUND", () -> mplp().plans().get(plan.planId()));
    refused("CONFIRM_NOT_FOUND", () -> approval(decided));
    assertThat(approve(shown, "ada").content()).isEqualTo(SHOWN);
    as("carol").confirms().cancel(ofPlan, null);
    assertThat(mplp().traces().complete(traceId).status()).isEqualTo(TraceStatus.COMPLETED);
  }

  @Test
  void roleOnACollab_countsForItsApproval() {
    CollabParticipant clerk = CollabParticipant.builder("clerk", ParticipantKind.AGENT).build();
    Collab collab =
        mplp()
            .collabs()
            .create(
                Collab.builder(
                        context().contextId(),
                        "Review",
                        "Look at it",
                        CollabMode.PAIR,
                        List.of(clerk),
                        Instant.EPOCH)
                    .build());
    RoleId risk = mplp().roles().create(Role.builder("risk").build()).roleId();
    mplp()
        .roles()
        .assignments()
        .assign(AssignmentDraft.of("ada", risk).within(Scope.object(collab.collabId())));
    ConfirmId other =
        asks(
            ApprovalSubject.object(ModuleName.CONTEXT, context().contextId()),
            ApprovalRequest.of(Approver.role("risk")));
    ConfirmId id =
        asks(
            ApprovalSubject.object(ModuleName.COLLAB, collab.collabId()),
            ApprovalRequest.of(Approver.role("risk")));

    assertThat(as("ada").confirms().inbox(null, 10).items())
        .extracting(ApprovalSummary::confirmId)
        .containsExactly(id);
    refused("PERMISSION_DENIED", () -> approve(other, "ada"));
    assertThat(approve(id, "ada").confirm().status()).isEqualTo(ConfirmStatus.APPROVED);
  }

  private static ApprovalRequest ofAda() {
    return ApprovalRequest.of(ADA);
  }
}
