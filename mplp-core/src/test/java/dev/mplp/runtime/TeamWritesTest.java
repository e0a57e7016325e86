package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.model.JsonObject;
import dev.mplp.model.NetworkId;
import dev.mplp.model.NodeId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import dev.mplp.role.Role;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaValidator;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageTap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Whatever Roles, Dialogs, Collabs, Extensions and Networks go through: each document that is
 * written is what its schema accepts, and so is the object that is put together from its parts.
 */
class TeamWritesTest {

  private static final Map<String, SchemaName> SCHEMAS =
      Map.of(
          "role", SchemaName.ROLE,
          "dialog", SchemaName.DIALOG,
          "collab", SchemaName.COLLAB,
          "extension", SchemaName.EXTENSION,
          "network", SchemaName.NETWORK);

  private final SchemaValidator validator = new SchemaValidator();
  private final Map<String, AtomicInteger> written = new ConcurrentHashMap<>();

  private Storage checked(Storage storage) {
    return StorageTap.over(
        storage,
        call -> {
          for (Object argument : call.arguments()) {
            if (argument instanceof ChangeSet set) {
              set.changes().forEach(this::check);
            } else if (argument instanceof List<?> sets) {
              sets.stream()
                  .filter(ChangeSet.class::isInstance)
                  .forEach(set -> ((ChangeSet) set).changes().forEach(this::check));
            }
          }
          return call.proceed();
        });
  }

  private void check(Change change) {
    if (change instanceof Change.PutDocument put && SCHEMAS.containsKey(put.kind())) {
      assertThat(validator.check(SCHEMAS.get(put.kind()), put.body())).as(put.kind()).isEmpty();
      written.computeIfAbsent(put.kind(), kind -> new AtomicInteger()).incrementAndGet();
    }
  }

  private void check(ProtocolObject object) {
    SchemaName schema = SCHEMAS.get(object.module().wire());
    assertThat(validator.check(schema, WireCodec.standard().write(object))).isEmpty();
  }

  @Test
  void everyWrite_isValid() {
    try (Storage memory = InMemoryStorage.create();
        Mplp mplp = MplpRuntime.builder().storage(checked(memory)).build()) {
      Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
      role(mplp);
      dialog(mplp, context);
      collab(mplp, context);
      extension(mplp, context);
      network(mplp, context);
    }
    assertThat(written).containsOnlyKeys(SCHEMAS.keySet());
    assertThat(written.values()).allMatch(count -> count.get() >= 3);
  }

  private void role(Mplp mplp) {
    Role clerk = mplp.roles().create(Role.builder("clerk").build());
    mplp.roles().grant(clerk.roleId(), "plan.*");
    mplp.roles().revoke(clerk.roleId(), "plan.*");
    check(mplp.roles().get(clerk.roleId()));
  }

  private void dialog(Mplp mplp, Context context) {
    Dialog dialog = mplp.dialogs().open(context.contextId());
    mplp.dialogs()
        .send(dialog.dialogId(), MessageDraft.user("Hello \ud83d\ude00").from("ada").to("bob"));
    mplp.dialogs().send(dialog.dialogId(), MessageDraft.system("").inReplyTo(0));
    mplp.dialogs().pause(dialog.dialogId(), "lunch");
    mplp.dialogs().complete(dialog.dialogId());
    Dialog whole = mplp.dialogs().get(dialog.dialogId());
    assertThat(whole.messages()).hasSize(2);
    check(whole);
  }

  private void collab(Mplp mplp, Context context) {
    CollabParticipant chair = CollabParticipant.builder("ada", ParticipantKind.HUMAN).build();
    Collab collab =
        mplp.collabs()
            .create(
                Collab.builder(
                        context.contextId(),
                        "Second look",
                        "Is it right?",
                        CollabMode.SWARM,
                        List.of(chair),
                        Instant.EPOCH)
                    .build());
    mplp.collabs()
        .join(collab.collabId(), CollabParticipant.builder("bob", ParticipantKind.AGENT).build());
    mplp.collabs().start(collab.collabId());
    mplp.collabs().leave(collab.collabId(), "ada");
    check(mplp.collabs().get(collab.collabId()));
  }

  private void extension(Mplp mplp, Context context) {
    Extension ledger =
        mplp.extensions()
            .create(
                Extension.builder(context.contextId(), "ledger", ExtensionType.OTHER, "1.0.0")
                    .config(JsonObject.of("depth", 3, "nothing", null))
                    .build());
    mplp.extensions().activate(ledger.extensionId());
    mplp.extensions().deprecate(ledger.extensionId(), "replaced");
    check(mplp.extensions().get(ledger.extensionId()));
  }

  private void network(Mplp mplp, Context context) {
    Network agents = Network.builder(context.contextId(), "agents", TopologyType.HYBRID).build();
    NetworkId id = mplp.networks().create(agents).networkId();
    NodeId node =
        mplp.networks()
            .addNode(id, NetworkNode.builder(NodeKind.AGENT).roleId("analyst").build())
            .nodeId();
    mplp.networks().setNodeStatus(id, node, NodeStatus.DEGRADED, null);
    mplp.networks().heartbeat(id, node);
    mplp.networks().provision(id);
    mplp.networks().activate(id);
    Network whole = mplp.networks().get(id);
    assertThat(whole.nodes()).hasSize(1);
    check(whole);
  }
}
