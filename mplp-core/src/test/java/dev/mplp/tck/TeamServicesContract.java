package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabFilter;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.collab.CollabSummary;
import dev.mplp.collab.Collabs;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogMessage;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.MessageRole;
import dev.mplp.event.EventRecord;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.Watch;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.extension.ExtensionSummary;
import dev.mplp.extension.ExtensionType;
import dev.mplp.flow.Flow;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Tenant;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.TopologyType;
import dev.mplp.role.Role;
import dev.mplp.role.RoleSummary;
import dev.mplp.role.Roles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roles have one name each, sessions their participants, extensions their state. */
public abstract class TeamServicesContract extends ServiceKit {

  private static final int THREADS = 8;

  /** For the storages. */
  protected TeamServicesContract() {}

  private Roles roles() {
    return mplp().roles();
  }

  @Test
  void role_isFoundByItsName_whichNobodyElseHas() {
    Role clerk = roles().create(Role.builder("clerk").capabilities(List.of("plan.*")).build());
    assertThat(clerk.createdAt()).isNotNull().isEqualTo(clerk.meta().createdAt());
    assertThat(roles().find("clerk")).contains(clerk);
    assertThat(roles().find("Clerk")).isEmpty();
    assertThat(roles().find("a\u0000b")).isEmpty();
    assertThat(roles().find("")).isEmpty();
    refused("ALREADY_EXISTS", () -> roles().create(Role.builder("clerk").build()));
    refused("ALREADY_EXISTS", () -> roles().create(clerk));
    Mplp elsewhere = mplp().as(Principal.of(Tenant.of("elsewhere"), "eve"));
    assertThat(elsewhere.roles().find("clerk")).isEmpty();
    assertThat(elsewhere.roles().create(Role.builder("clerk").build()).name()).isEqualTo("clerk");
  }

  @Test
  void role_thatIsRenamed_givesItsNameBack() {
    Role clerk = roles().create(Role.builder("clerk").build());
    Role teller = roles().create(Role.builder("teller").build());
    Versioned<Role> read = roles().read(clerk.roleId());
    refused(
        "ALREADY_EXISTS",
        () -> roles().update(read.value().toBuilder().name("teller").build(), read.version()));
    Versioned<Role> cashier =
        roles().update(read.value().toBuilder().name("cashier").build(), read.version());
    assertThat(roles().find("clerk")).isEmpty();
    assertThat(roles().find("cashier")).contains(cashier.value());
    assertThat(roles().find("teller")).contains(teller);
    assertThat(roles().create(Role.builder("clerk").build()).name()).isEqualTo("clerk");
    refused("VERSION_CONFLICT", () -> roles().update(cashier.value(), read.version()));
  }

  @Test
  void role_ofOneName_isCreatedOnceByManyThreads() {
    Mplp other = another();
    List<Integer> created =
        Contention.run(
            THREADS,
            thread -> {
              try {
                Role role = Role.builder("clerk").build();
                return (thread % 2 == 0 ? mplp() : other).roles().create(role).equals(role) ? 0 : 1;
              } catch (MplpException e) {
                assertThat(e.code()).isEqualTo("ALREADY_EXISTS");
                return 0;
              }
            });
    assertThat(Contention.sum(created)).isEqualTo(1);
    assertThat(roles().list(null, 10).items()).hasSize(1);
  }

  @Test
  void capabilities_grantedByManyThreads_areAllThereOnce() {
    Role clerk = roles().create(Role.builder("clerk").build());
    Mplp other = another();
    Contention.run(
        THREADS,
        thread -> {
          Roles mine = (thread % 2 == 0 ? mplp() : other).roles();
          mine.grant(clerk.roleId(), "plan.create");
          return mine.grant(clerk.roleId(), "plan.step" + thread);
        });
    List<String> all = roles().get(clerk.roleId()).capabilities();
    assertThat(all).hasSize(THREADS + 1).doesNotHaveDuplicates().contains("plan.create");
    Role less = roles().revoke(clerk.roleId(), "plan.create");
    assertThat(less.capabilities()).hasSize(THREADS).doesNotContain("plan.create");
    assertThat(less.updatedAt()).isEqualTo(less.meta().updatedAt());
    long version = roles().read(clerk.roleId()).version();
    roles().revoke(clerk.roleId(), "plan.create");
    assertThat(roles().read(clerk.roleId()).version()).as("no change").isEqualTo(version);
  }

  @Test
  void roles_thatAreTooLarge_areRefusedWithAllThatIsWrong() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i <= Roles.MOST_CAPABILITIES; i++) {
      many.add("plan.action" + i);
    }
    assertThat(
            refused(
                "VALIDATION_FAILED",
                () -> roles().create(Role.builder("").capabilities(many).build())))
        .hasMessageContaining("/name")
        .hasMessageContaining("/capabilities");
    String longest = "n".repeat(Roles.LONGEST_NAME);
    refused("VALIDATION_FAILED", () -> roles().create(Role.builder(longest + "n").build()));
    Role full =
        roles().create(Role.builder(longest).capabilities(many.subList(1, many.size())).build());
    assertThat(roles().find(longest)).contains(full);
    refused("VALIDATION_FAILED", () -> roles().grant(full.roleId(), "plan.one-more"));
    assertThatThrownBy(() -> roles().grant(full.roleId(), ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(roles().list(null, 1).items())
        .containsExactly(new RoleSummary(full.roleId(), longest, Roles.MOST_CAPABILITIES, 1));
  }

  @Test
  void roles_collabsAndExtensions_arePurgedWhenTheyAreOver() {
    Role clerk = roles().create(Role.builder("clerk").build());
    roles().purge(clerk.roleId());
    refused("ROLE_NOT_FOUND", () -> roles().get(clerk.roleId()));
    assertThat(roles().create(Role.builder("clerk").build()).name()).isEqualTo("clerk");

    Collabs collabs = mplp().collabs();
    Collab session = collabs.create(collab("chair").build());
    Watch watch = collabs.watch(session.collabId(), 0);
    refused("NOT_OVER", () -> collabs.purge(session.collabId()));
    collabs.cancel(session.collabId(), null);
    collabs.purge(session.collabId());
    refused("COLLAB_NOT_FOUND", () -> collabs.get(session.collabId()));
    assertThat(seen(watch, "collab.purged"))
        .containsExactly("collab.created", "collab.moved", "collab.purged");

    var extensions = mplp().extensions();
    Extension veto =
        extensions.create(
            Extension.builder(context().contextId(), "veto", ExtensionType.POLICY, "1.0.0")
                .build());
    refused("NOT_OVER", () -> extensions.purge(veto.extensionId()));
    extensions.deprecate(veto.extensionId(), "replaced");
    extensions.purge(veto.extensionId());
    refused("EXTENSION_NOT_FOUND", () -> extensions.get(veto.extensionId()));
  }

  @Test
  void objects_thatAreImported_areAsIfTheyWereCreatedHere() {
    Role clerk = Role.builder("clerk").build();
    Role namesake = Role.builder("clerk").build();
    DialogMessage hello =
        DialogMessage.builder(MessageRole.USER, "Hello", Instant.parse("2026-01-01T00:00:00Z"))
            .build();
    Dialog dialog = Dialog.builder(context().contextId()).messages(List.of(hello)).build();
    NetworkNode agent = NetworkNode.builder(NodeKind.AGENT).build();
    Network network =
        Network.builder(context().contextId(), "agents", TopologyType.MESH)
            .nodes(List.of(agent))
            .build();
    mplp().flows().importFlow(new Flow(List.of(dialog, network, clerk, namesake)));

    assertThat(mplp().dialogs().get(dialog.dialogId())).isEqualTo(dialog);
    assertThat(mplp().dialogs().send(dialog.dialogId(), MessageDraft.user("Hi")).sequence())
        .isEqualTo(1);
    assertThat(mplp().networks().get(network.networkId())).isEqualTo(network);
    assertThat(mplp().networks().heartbeat(network.networkId(), agent.nodeId()).heartbeatAt())
        .isNotNull();
    assertThat(roles().find("clerk")).contains(clerk);
    assertThat(roles().get(namesake.roleId())).isEqualTo(namesake);
    List<ProtocolObject> exported = mplp().flows().exportContext(context().contextId()).objects();
    assertThat(exported)
        .contains(network, mplp().dialogs().get(dialog.dialogId()), clerk, namesake);
  }

  private Collab.Builder collab(String... participants) {
    List<CollabParticipant> all = new ArrayList<>();
    for (String participant : participants) {
      all.add(CollabParticipant.builder(participant, ParticipantKind.AGENT).build());
    }
    return Collab.builder(
        context().contextId(), "Review", "Look at it", CollabMode.ROUND_ROBIN, all, Instant.EPOCH);
  }

  @Test
  void participants_joinByManyThreads_areAllThereOnce_inOneOrder() {
    Collabs collabs = mplp().collabs();
    Collab session = collabs.create(collab("chair").build());
    assertThat(session.createdAt()).isEqualTo(session.meta().createdAt()).isAfter(Instant.EPOCH);
    Mplp other = another();
    List<Integer> contended =
        Contention.run(
            THREADS,
            thread -> {
              Collabs mine = (thread % 2 == 0 ? mplp() : other).collabs();
              mine.join(session.collabId(), participant("agent-" + thread));
              try {
                return mine.join(session.collabId(), participant("late")).participants().isEmpty()
                    ? 0
                    : 1;
              } catch (MplpException e) {
                assertThat(e.code()).isEqualTo("ALREADY_EXISTS");
                return 0;
              }
            });
    assertThat(Contention.sum(contended)).isEqualTo(1);
    Collab all = collabs.get(session.collabId());
    assertThat(all.participants()).hasSize(THREADS + 2).doesNotHaveDuplicates();
    assertThat(all.participants().get(0).participantId()).isEqualTo("chair");
    assertThat(records("collab.joined")).hasSize(THREADS + 1);
  }

  private static CollabParticipant participant(String name) {
    return CollabParticipant.builder(name, ParticipantKind.AGENT).build();
  }

  @Test
  void participants_leave_butNotTheLast_andNotAfterTheEnd() {
    Collabs collabs = mplp().collabs();
    Collab session = collabs.create(collab("chair", "clerk").build());
    refused("PARTICIPANT_NOT_FOUND", () -> collabs.leave(session.collabId(), "nobody"));
    assertThat(collabs.leave(session.collabId(), "chair").participants()).hasSize(1);
    refused("LAST_PARTICIPANT", () -> collabs.leave(session.collabId(), "clerk"));
    collabs.cancel(session.collabId(), null);
    refused("COLLAB_ENDED", () -> collabs.leave(session.collabId(), "clerk"));
    refused("COLLAB_ENDED", () -> collabs.join(session.collabId(), participant("late")));
    assertThat(records("collab.left")).hasSize(1);
    refused("VALIDATION_FAILED", () -> collabs.create(collab("chair", "chair").build()));
  }

  @Test
  void session_isUpdatedFreelyWhileItIsADraft_andListedByModeAndStatus() {
    Collabs collabs = mplp().collabs();
    Collab draft = collabs.create(collab("chair", "clerk").build());
    Collab pair =
        draft.toBuilder()
            .mode(CollabMode.PAIR)
            .participants(List.of(participant("driver"), participant("reviewer")))
            .build();
    Versioned<Collab> updated = collabs.update(pair, 1);
    assertThat(updated.value().mode()).isEqualTo(CollabMode.PAIR);
    collabs.start(draft.collabId());
    Collab other = collabs.get(draft.collabId()).toBuilder().mode(CollabMode.SWARM).build();
    assertThat(refused("READ_ONLY_PART", () -> collabs.update(other, 3)))
        .hasMessageContaining("is active");
    Collab titled = collabs.get(draft.collabId()).toBuilder().title("Second look").build();
    assertThat(collabs.update(titled, 3).version()).isEqualTo(4);
    CollabFilter filter = CollabFilter.all().withMode(CollabMode.PAIR);
    assertThat(collabs.list(filter.withStatus(CollabStatus.ACTIVE), null, 10).items())
        .containsExactly(
            new CollabSummary(
                draft.collabId(),
                context().contextId(),
                "Second look",
                CollabMode.PAIR,
                CollabStatus.ACTIVE,
                2,
                4));
    assertThat(collabs.list(filter.withStatus(CollabStatus.DRAFT), null, 10).items()).isEmpty();
    List<EventRecord> moved = records("collab.moved");
    assertThat(moved.get(0).observability())
        .extracting(ObservabilityEvent::eventType)
        .containsExactly("session_started");
  }

  @Test
  void extension_isListedByNameTypeAndStatus_andTellsThatItIsInUse() {
    var extensions = mplp().extensions();
    Extension first =
        extensions.create(
            Extension.builder(
                    context().contextId(), "ledger", ExtensionType.INTEGRATION, "1.2.0-rc.1")
                .config(JsonObject.of("url", "https://ledger.example"))
                .build());
    extensions.create(
        Extension.builder(context().contextId(), "ledger", ExtensionType.INTEGRATION, "1.3.0")
            .build());
    extensions.create(
        Extension.builder(context().contextId(), "veto", ExtensionType.POLICY, "1.0.0").build());
    extensions.activate(first.extensionId());
    ExtensionFilter filter = ExtensionFilter.all().withName("ledger");
    assertThat(extensions.list(filter, null, 10).items())
        .extracting(ExtensionSummary::semanticVersion)
        .containsExactly("1.2.0-rc.1", "1.3.0");
    assertThat(extensions.list(filter.withName("a\u0000b"), null, 10).items()).isEmpty();
    assertThat(extensions.list(filter.withStatus(ExtensionStatus.ACTIVE), null, 10).items())
        .containsExactly(
            new ExtensionSummary(
                first.extensionId(),
                context().contextId(),
                "ledger",
                ExtensionType.INTEGRATION,
                "1.2.0-rc.1",
                ExtensionStatus.ACTIVE,
                2));
    assertThat(
            extensions.list(ExtensionFilter.all().withType(ExtensionType.POLICY), null, 10).items())
        .hasSize(1);
    assertThat(records("extension.moved").get(0).observability())
        .extracting(ObservabilityEvent::eventType)
        .containsExactly("extension_activated");
    Extension active = extensions.get(first.extensionId());
    Versioned<Extension> updated =
        extensions.update(active.toBuilder().version("1.2.0").config(null).build(), 2);
    assertThat(extensions.read(first.extensionId())).isEqualTo(updated);
  }
}
