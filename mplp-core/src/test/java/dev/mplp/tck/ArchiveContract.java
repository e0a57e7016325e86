package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabFilter;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.dialog.DialogFilter;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.extension.ExtensionType;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ManifestFilter;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.CollabId;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.DialogId;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.Governance;
import dev.mplp.model.ModuleName;
import dev.mplp.model.NetworkId;
import dev.mplp.model.Page;
import dev.mplp.model.RoleId;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkFilter;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanFilter;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Role;
import dev.mplp.role.RoleFilter;
import dev.mplp.trace.TraceFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Objects of every module are put away once they are over: lists leave them out unless asked for
 * them, they are read as they were, refuse changes, and are purged.
 */
public abstract class ArchiveContract extends ApprovalKit {

  /** For the storages. */
  protected ArchiveContract() {}

  private interface Call {
    void call();
  }

  /** What all modules have in common. */
  private void putAway(
      String module,
      Call archive,
      Function<@Nullable Boolean, Page<?>> list,
      Function<Object, Object> read,
      List<Call> changes) {
    int before = list.apply(false).items().size();
    int away = list.apply(true).items().size();
    Object was = read.apply(module);
    archive.call();
    archive.call();
    assertThat(list.apply(false).items()).as(module).hasSize(before - 1);
    assertThat(list.apply(true).items()).as(module).hasSize(away + 1);
    assertThat(list.apply(null).items()).as(module).hasSize(before + away);
    assertThat(read.apply(module)).isEqualTo(was);
    changes.forEach(change -> refused("ARCHIVED", change::call));
    assertThat(tenantRecords(module + ".archived")).as("told once").hasSize(1);
  }

  @Test
  void dialogs() {
    DialogId id = mplp().dialogs().open(context().contextId()).dialogId();
    refused("NOT_OVER", () -> mplp().dialogs().archive(id));
    mplp().dialogs().send(id, MessageDraft.user("how much?"));
    mplp().dialogs().complete(id);
    putAway(
        "dialog",
        () -> mplp().dialogs().archive(id),
        away -> mplp().dialogs().list(DialogFilter.all().withArchived(away), null, 100),
        any -> mplp().dialogs().get(id),
        List.of(
            () -> {
              var read = mplp().dialogs().read(id);
              mplp().dialogs().update(read.value(), read.version());
            },
            () -> mplp().dialogs().resume(id)));
    mplp().dialogs().purge(id);
    refused("DIALOG_NOT_FOUND", () -> mplp().dialogs().archive(id));
  }

  @Test
  void collabs() {
    CollabParticipant clerk = CollabParticipant.builder("clerk", ParticipantKind.AGENT).build();
    Collab draft =
        Collab.builder(
                context().contextId(),
                "Review",
                "Look at it",
                CollabMode.PAIR,
                List.of(clerk),
                Instant.EPOCH)
            .build();
    CollabId id = mplp().collabs().create(draft).collabId();
    refused("NOT_OVER", () -> mplp().collabs().archive(id));
    mplp().collabs().cancel(id, null);
    putAway(
        "collab",
        () -> mplp().collabs().archive(id),
        away -> mplp().collabs().list(CollabFilter.all().withArchived(away), null, 100),
        any -> mplp().collabs().get(id),
        List.of(
            () -> {
              Versioned<Collab> read = mplp().collabs().read(id);
              mplp()
                  .collabs()
                  .update(read.value().toBuilder().title("Other").build(), read.version());
            },
            () -> mplp().collabs().start(id)));
    mplp().collabs().purge(id);
  }

  @Test
  void extensions() {
    Extension ledger =
        Extension.builder(context().contextId(), "ledger", ExtensionType.CAPABILITY, "1.2.0")
            .build();
    ExtensionId id = mplp().extensions().create(ledger).extensionId();
    refused("NOT_OVER", () -> mplp().extensions().archive(id));
    mplp().extensions().deprecate(id, null);
    putAway(
        "extension",
        () -> mplp().extensions().archive(id),
        away -> mplp().extensions().list(ExtensionFilter.all().withArchived(away), null, 100),
        any -> mplp().extensions().get(id),
        List.of(
            () -> {
              Versioned<Extension> read = mplp().extensions().read(id);
              mplp().extensions().update(read.value(), read.version());
            },
            () -> mplp().extensions().activate(id)));
    mplp().extensions().purge(id);
  }

  @Test
  void networks() {
    NetworkId id =
        mplp()
            .networks()
            .create(Network.builder(context().contextId(), "agents", TopologyType.MESH).build())
            .networkId();
    mplp().networks().provision(id);
    mplp().networks().activate(id);
    mplp().networks().addNode(id, NetworkNode.builder(NodeKind.AGENT).build());
    refused("NOT_OVER", () -> mplp().networks().archive(id));
    mplp().networks().retire(id, null);
    putAway(
        "network",
        () -> mplp().networks().archive(id),
        away -> mplp().networks().list(NetworkFilter.all().withArchived(away), null, 100),
        any -> mplp().networks().get(id),
        List.of(
            () -> {
              Versioned<Network> read = mplp().networks().read(id);
              mplp().networks().update(read.value(), read.version());
            }));
    mplp().networks().purge(id);
  }

  @Test
  void roles_thatNobodyHolds() {
    Role role = Role.builder("clerk").capabilities(List.of("plan.read")).build();
    RoleId id = mplp().roles().create(role).roleId();
    var held = mplp().roles().assignments().assign(AssignmentDraft.of("ada", id));
    refused("ROLE_IN_USE", () -> mplp().roles().archive(id));
    mplp().roles().assignments().revoke(held.assignmentId(), "she left");
    putAway(
        "role",
        () -> mplp().roles().archive(id),
        away -> mplp().roles().list(RoleFilter.all().withArchived(away), null, 100),
        any -> mplp().roles().get(id),
        List.of(
            () -> mplp().roles().grant(id, "plan.create"),
            () -> {
              Versioned<Role> read = mplp().roles().read(id);
              mplp().roles().update(read.value(), read.version());
            }));
    refused(
        "ROLE_NOT_FOUND", () -> mplp().roles().assignments().assign(AssignmentDraft.of("bob", id)));
    assertThat(mplp().roles().list(RoleFilter.all().withName("clerk"), null, 10).items()).isEmpty();
    mplp().roles().purge(id);
  }

  @Test
  void tracesConfirmsAndPlans_ofWhatIsOver() throws Exception {
    Plan plan = plan("Loan");
    Execution execution = asks(plan, ApprovalPolicy.single(Approver.subject("ada")));
    ConfirmId confirm = gate(execution);
    TraceId trace = execution.snapshot().traceId();
    refused("NOT_OVER", () -> mplp().confirms().archive(confirm));
    refused("NOT_OVER", () -> mplp().traces().archive(trace));
    refused("NOT_OVER", () -> mplp().plans().archive(plan.planId()));
    approve(confirm, "ada");
    assertThat(end(execution).isCompleted()).isTrue();
    putAway(
        "confirm",
        () -> mplp().confirms().archive(confirm),
        away -> mplp().confirms().list(ConfirmFilter.all().withArchived(away), null, 100),
        any -> mplp().confirms().get(confirm),
        List.of());
    putAway(
        "trace",
        () -> mplp().traces().archive(trace),
        away -> mplp().traces().list(TraceFilter.ALL.withArchived(away), null, 100),
        any -> mplp().traces().get(trace),
        List.of());
    putAway(
        "plan",
        () -> mplp().plans().archive(plan.planId()),
        away -> mplp().plans().list(PlanFilter.all().withArchived(away), null, 100),
        any -> mplp().plans().get(plan.planId()),
        List.of());
  }

  @Test
  void contextsAndManifests_whoseStatusSaysIt() {
    Context other = mplp().contexts().open("Other", Root.of("finance", "staging"));
    mplp().contexts().close(other.contextId(), null);
    int present = contexts(ContextFilter.all());
    mplp().contexts().archive(other.contextId());
    assertThat(contexts(ContextFilter.all())).isEqualTo(present - 1);
    Versioned<Context> read = mplp().contexts().read(other.contextId());
    refused("ARCHIVED", () -> mplp().contexts().update(read.value(), read.version()));
    assertThat(contexts(ContextFilter.all().withArchived(true))).isOne();
    assertThat(contexts(ContextFilter.all().withArchived(null))).isEqualTo(present);
    assertThat(contexts(ContextFilter.all().withStatus(ContextStatus.ARCHIVED))).isOne();

    CoreManifest manifest =
        CoreManifest.builder(
                List.of(CoreModule.builder(ModuleName.CORE, "1.0.0", ModuleStatus.ENABLED).build()))
            .build();
    mplp().manifests().create(manifest);
    ManifestFilter all = ManifestFilter.all();
    assertThat(mplp().manifests().list(all, null, 10).items()).hasSize(1);
    mplp().manifests().activate(manifest.coreId());
    mplp().manifests().deprecate(manifest.coreId(), null);
    mplp().manifests().archive(manifest.coreId());
    assertThat(mplp().manifests().list(all, null, 10).items()).isEmpty();
    assertThat(mplp().manifests().list(all.withArchived(true), null, 10).items()).hasSize(1);
  }

  private int contexts(ContextFilter filter) {
    return mplp().contexts().list(filter, null, 100).items().size();
  }

  @Test
  void pages_goOnBehindMuchThatIsPutAway() {
    List<DialogId> kept = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      DialogId id = mplp().dialogs().open(context().contextId()).dialogId();
      if (i % 20 == 19) {
        kept.add(id);
      } else {
        mplp().dialogs().complete(id);
        mplp().dialogs().archive(id);
      }
    }
    List<DialogId> found = new ArrayList<>();
    Cursor after = null;
    int pages = 0;
    do {
      var page = mplp().dialogs().list(DialogFilter.all(), after, 1);
      page.items().forEach(dialog -> found.add(dialog.dialogId()));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(1);
      after = page.next();
      assertThat(++pages).isLessThan(20);
    } while (after != null);
    assertThat(found).isEqualTo(kept);
  }

  @Test
  void archive_ofWhatIsLocked_isRefused() {
    DialogId id = mplp().dialogs().open(context().contextId()).dialogId();
    var read = mplp().dialogs().read(id);
    mplp()
        .dialogs()
        .update(
            read.value().toBuilder().governance(Governance.builder().locked(true).build()).build(),
            read.version());
    refused("LOCKED", () -> mplp().dialogs().archive(id));
  }
}
