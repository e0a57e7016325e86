package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabFilter;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.Collabs;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogFilter;
import dev.mplp.dialog.Dialogs;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.extension.ExtensionType;
import dev.mplp.extension.Extensions;
import dev.mplp.model.ContextId;
import dev.mplp.model.NodeId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkFilter;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.Networks;
import dev.mplp.network.NodeFilter;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import dev.mplp.role.Role;
import dev.mplp.role.Roles;
import dev.mplp.spi.Authorizer.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every method of these services asks the authorizer before it looks at anything: nothing that is
 * asked for is there, and still the answer is that it may not be done.
 */
class TeamPermissionsTest {

  private static final ContextId CONTEXT = ContextId.random();
  private static final List<CollabParticipant> CHAIR =
      List.of(CollabParticipant.builder("ada", ParticipantKind.HUMAN).build());

  private final Set<String> asked = new TreeSet<>();
  private final Mplp mplp =
      MplpRuntime.builder()
          .authorizer(
              act -> {
                asked.add(act.capability());
                return Verdict.denied("nobody may");
              })
          .build();

  private final Map<Class<?>, Object> arguments = new HashMap<>();

  @AfterEach
  void close() {
    mplp.close();
  }

  @Test
  void everyMethod_isDeniedFirst() throws Exception {
    Role role = Role.builder("clerk").build();
    Dialog dialog = Dialog.builder(CONTEXT).build();
    Collab collab =
        Collab.builder(CONTEXT, "t", "p", CollabMode.PAIR, CHAIR, Instant.EPOCH).build();
    Extension extension =
        Extension.builder(CONTEXT, "ledger", ExtensionType.OTHER, "1.0.0").build();
    Network network = Network.builder(CONTEXT, "agents", TopologyType.MESH).build();
    for (Object argument :
        List.of(
            role,
            role.roleId(),
            dialog,
            dialog.dialogId(),
            collab,
            collab.collabId(),
            extension,
            extension.extensionId(),
            network,
            network.networkId(),
            CONTEXT,
            NodeId.random(),
            NodeStatus.ACTIVE,
            CHAIR.get(0),
            "plan.read",
            NodeFilter.all(),
            NetworkFilter.all(),
            DialogFilter.all(),
            CollabFilter.all(),
            ExtensionFilter.all(),
            MessageDraft.user("Hello"),
            NetworkNode.builder(NodeKind.AGENT).build())) {
      arguments.put(argument.getClass(), argument);
    }
    arguments.put(long.class, 1L);
    arguments.put(int.class, 10);
    denied(Roles.class, mplp.roles());
    denied(Dialogs.class, mplp.dialogs());
    denied(Collabs.class, mplp.collabs());
    denied(Extensions.class, mplp.extensions());
    denied(Networks.class, mplp.networks());
    assertThat(asked)
        .contains(
            "role.create",
            "role.grant",
            "role.purge",
            "dialog.send",
            "dialog.pause",
            "dialog.list",
            "collab.join",
            "collab.start",
            "extension.activate",
            "network.add_node",
            "network.remove_node",
            "network.set_node_status",
            "network.heartbeat",
            "network.read");
  }

  private void denied(Class<?> service, Object instance) throws Exception {
    for (Method method : service.getMethods()) {
      Object[] given = new Object[method.getParameterCount()];
      for (int i = 0; i < given.length; i++) {
        given[i] = arguments.get(method.getParameterTypes()[i]);
      }
      Throwable thrown = catchThrowable(() -> method.invoke(instance, given));
      Throwable cause =
          Optional.ofNullable(thrown)
              .filter(InvocationTargetException.class::isInstance)
              .map(Throwable::getCause)
              .orElse(thrown);
      assertThat(cause).as(method.toString()).isInstanceOf(PermissionDeniedException.class);
    }
  }
}
