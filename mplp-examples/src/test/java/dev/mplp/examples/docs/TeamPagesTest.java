package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mplp.Mplp;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.dialog.DialogSummary;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.SentMessage;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.extension.ExtensionSummary;
import dev.mplp.extension.ExtensionType;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeFilter;
import dev.mplp.network.NodeInfo;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code on the pages of Dialog, Collab, Extension and Network; see {@link SnippetsTest}. */
class TeamPagesTest {

  private final Mplp mplp = MplpRuntime.builder().principal(Principal.of("clerk-7")).build();
  private Context context;

  @BeforeEach
  void open() {
    context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void dialog() {
    Dialog dialog = mplp.dialogs().open(context.contextId());
    SentMessage question =
        mplp.dialogs().send(dialog.dialogId(), MessageDraft.user("How many points?").from("ada"));
    mplp.dialogs()
        .send(
            dialog.dialogId(),
            MessageDraft.agent("712 points").from("analyst-1").to("ada").inReplyTo(question));

    Page<SentMessage> page = mplp.dialogs().messages(dialog.dialogId(), null, 100);
    DialogSummary ended = mplp.dialogs().complete(dialog.dialogId());

    assertThat(page.items())
        .extracting(SentMessage::sender, SentMessage::content)
        .containsExactly(tuple("ada", "How many points?"), tuple("analyst-1", "712 points"));
    assertThat(ended.status()).isEqualTo(DialogStatus.COMPLETED);
  }

  @Test
  void collab() {
    CollabParticipant chair =
        CollabParticipant.builder("ada", ParticipantKind.HUMAN).roleId("chair").build();
    Collab draft =
        Collab.builder(
                context.contextId(),
                "Second look",
                "Is the score right?",
                CollabMode.ROUND_ROBIN,
                List.of(chair),
                Instant.now())
            .build();
    Collab session = mplp.collabs().create(draft);
    mplp.collabs()
        .join(
            session.collabId(),
            CollabParticipant.builder("analyst-1", ParticipantKind.AGENT).build());
    mplp.collabs().start(session.collabId());
    Collab over = mplp.collabs().complete(session.collabId());

    assertThat(over.status()).isEqualTo(CollabStatus.COMPLETED);
    assertThat(over.participants())
        .extracting(CollabParticipant::participantId)
        .containsExactly("ada", "analyst-1");
  }

  @Test
  void extension() {
    Extension ledger =
        mplp.extensions()
            .create(
                Extension.builder(context.contextId(), "ledger", ExtensionType.INTEGRATION, "1.4.0")
                    .config(JsonObject.of("url", "https://ledger.example"))
                    .build());
    mplp.extensions().activate(ledger.extensionId());

    Page<ExtensionSummary> inUse =
        mplp.extensions().list(ExtensionFilter.all().withStatus(ExtensionStatus.ACTIVE), null, 100);

    assertThat(inUse.items()).extracting(ExtensionSummary::name).containsExactly("ledger");
  }

  @Test
  void network() {
    Network agents =
        mplp.networks()
            .create(Network.builder(context.contextId(), "agents", TopologyType.HUB_SPOKE).build());
    NodeInfo node =
        mplp.networks()
            .addNode(
                agents.networkId(),
                NetworkNode.builder(NodeKind.AGENT).name("analyst-1").roleId("analyst").build());
    mplp.networks().heartbeat(agents.networkId(), node.nodeId());
    mplp.networks()
        .setNodeStatus(
            agents.networkId(), node.nodeId(), NodeStatus.UNREACHABLE, "three beats missed");

    Page<NodeInfo> away =
        mplp.networks()
            .nodes(
                agents.networkId(), NodeFilter.all().withStatus(NodeStatus.UNREACHABLE), null, 100);

    assertThat(away.items()).extracting(NodeInfo::nodeId).containsExactly(node.nodeId());
    assertThat(away.items().get(0).heartbeatAt()).isNotNull();
  }
}
