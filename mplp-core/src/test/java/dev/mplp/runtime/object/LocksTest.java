package dev.mplp.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.event.EventRecord;
import dev.mplp.model.Governance;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.TopologyType;
import dev.mplp.role.Role;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Authorizer.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is locked stays as it is, unless somebody says why it must not. */
class LocksTest {

  private static final Governance LOCK = Governance.builder().locked(true).build();
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Mplp mplp =
      MplpRuntime.builder()
          .principal(Principal.of("alice"))
          .authorizer(
              act ->
                  act.capability().equals("governance.override")
                          && act.principal().subject().equals("mallory")
                      ? Verdict.denied("mallory overrides nothing")
                      : Verdict.allowed())
          .build();
  private final Context context = mplp.contexts().open("Locks", Root.of("lab", "test"));

  @AfterEach
  void close() {
    mplp.close();
  }

  private static void assertLocked(ThrowingCallable change) {
    assertThatThrownBy(change)
        .isInstanceOf(MplpException.class)
        .hasMessageContaining("overridingLocks")
        .extracting(e -> ((MplpException) e).code())
        .isEqualTo("LOCKED");
  }

  private List<JsonObject> overrides() {
    List<EventRecord> all = mplp.events().poll(null, 0, 1000, SOON);
    return Stream.iterate(
            all,
            page -> !page.isEmpty(),
            page -> mplp.events().read(null, page.get(page.size() - 1).position(), 1000))
        .flatMap(List::stream)
        .filter(record -> record.type().equals("lock.overridden"))
        .map(record -> record.inline().data().asObject())
        .toList();
  }

  @Test
  void context_locked_changesOnlyByAnOverrideThatIsRecorded() {
    Context locked =
        mplp.contexts()
            .create(Context.builder(Root.of("lab", "test"), "kept").governance(LOCK).build());
    assertLocked(() -> mplp.contexts().activate(locked.contextId()));
    assertLocked(() -> mplp.contexts().update(locked, 1));

    Mplp judge = mplp.as(Principal.of("judge")).overridingLocks("court order 17/26");
    judge.contexts().activate(locked.contextId());

    assertThat(mplp.contexts().get(locked.contextId()).status()).isEqualTo(ContextStatus.ACTIVE);
    awaitOverrides(1);
    JsonObject override = overrides().get(0);
    assertThat(override.string("by")).hasValue("judge");
    assertThat(override.string("reason")).hasValue("court order 17/26");
    assertThat(override.string("kind")).hasValue("context");
    assertThat(override.string("id")).hasValue(locked.contextId().value());
    assertLocked(() -> mplp.contexts().suspend(locked.contextId(), "still locked"));
  }

  @Test
  void othersThanContexts_locked_areAsWell() {
    Role role = mplp.roles().create(Role.builder("auditor").governance(LOCK).build());
    Dialog dialog =
        mplp.dialogs().create(Dialog.builder(context.contextId()).governance(LOCK).build());
    Network network =
        mplp.networks()
            .create(
                Network.builder(context.contextId(), "net", TopologyType.MESH)
                    .governance(LOCK)
                    .build());
    NetworkNode node = NetworkNode.builder(NodeKind.AGENT).build();
    assertLocked(() -> mplp.roles().update(role, 1));
    assertLocked(() -> mplp.dialogs().send(dialog.dialogId(), MessageDraft.user("hello")));
    assertLocked(() -> mplp.dialogs().pause(dialog.dialogId(), null));
    assertLocked(() -> mplp.networks().addNode(network.networkId(), node));

    Mplp judge = mplp.overridingLocks("it must be said");
    judge.roles().update(role, 1);
    judge.dialogs().send(dialog.dialogId(), MessageDraft.user("hello"));
    judge.networks().addNode(network.networkId(), node);

    awaitOverrides(3);
    assertThat(overrides())
        .extracting(override -> override.string("kind").orElseThrow())
        .containsExactly("role", "dialog", "network");
  }

  @Test
  void override_ofWhatIsNotLocked_isNoOverride() {
    mplp.overridingLocks("just in case").contexts().suspend(context.contextId(), "pause");
    mplp.overridingLocks("just in case").contexts().activate(context.contextId());
    Context locked =
        mplp.contexts()
            .create(Context.builder(Root.of("lab", "test"), "k").governance(LOCK).build());
    mplp.overridingLocks("now").contexts().activate(locked.contextId());
    awaitOverrides(1);
    assertThat(overrides()).hasSize(1);
  }

  @Test
  void override_bySomebodyWhoMayNot_isRefused() {
    Context locked =
        mplp.contexts()
            .create(Context.builder(Root.of("lab", "test"), "k").governance(LOCK).build());
    Mplp mallory = mplp.as(Principal.of("mallory")).overridingLocks("because");
    assertThatThrownBy(() -> mallory.contexts().activate(locked.contextId()))
        .isInstanceOf(PermissionDeniedException.class)
        .hasMessageContaining("governance.override");
    assertThat(mplp.contexts().get(locked.contextId()).status()).isEqualTo(ContextStatus.DRAFT);
    assertThatThrownBy(() -> mplp.overridingLocks(" "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mplp.overridingLocks("x".repeat(1001)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void awaitOverrides(int count) {
    long end = System.nanoTime() + SOON.toNanos();
    while (overrides().size() < count) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
