package dev.mplp.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.model.NetworkId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replicas that come, fall silent, come back and go. */
class SystemNodesTest {

  private static final NetworkId ID = NetworkId.random();
  private static final Duration BEAT = Duration.ofSeconds(10);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final Mplp mplp =
      MplpRuntime.builder().storage(InMemoryStorage.builder().clock(now::get).build()).build();
  private final SystemNodes one = replica("one");
  private final SystemNodes other = replica("other");

  private SystemNodes replica(String name) {
    return new SystemNodes(mplp, ID, name, BEAT);
  }

  @AfterEach
  void close() {
    mplp.close();
  }

  private void beats(int number, SystemNodes... replicas) {
    for (int i = 0; i < number; i++) {
      now.updateAndGet(time -> time.plus(BEAT));
      for (SystemNodes replica : replicas) {
        replica.beat();
      }
    }
  }

  private Network network() {
    return mplp.networks().get(ID);
  }

  private Optional<NodeStatus> status(SystemNodes replica) {
    return nodes().stream()
        .filter(node -> node.nodeId().equals(replica.nodeId()))
        .map(NetworkNode::status)
        .findFirst();
  }

  private List<NetworkNode> nodes() {
    List<NetworkNode> nodes = network().nodes();
    return nodes == null ? List.of() : nodes;
  }

  @Test
  void replicas_areListed_besideWhatTheyDependOn() {
    beats(1, one, other);
    assertThat(network().status()).isEqualTo(NetworkStatus.ACTIVE);
    assertThat(network().contextId()).isEqualTo(mplp.contexts().system().contextId());
    assertThat(nodes()).extracting(NetworkNode::name).contains("one", "other", "storage");
    assertThat(nodes())
        .filteredOn(node -> node.kind() == NodeKind.DATABASE)
        .singleElement()
        .extracting(NetworkNode::status)
        .isEqualTo(NodeStatus.ACTIVE);
    beats(3, one, other);
    assertThat(nodes()).hasSize(3);
  }

  @Test
  void silentReplica_isDegraded_thenUnreachable_thenGone() {
    beats(2, one, other);
    beats(SystemNodes.DEGRADED, other);
    assertThat(status(one)).contains(NodeStatus.DEGRADED);
    assertThat(network().status()).isEqualTo(NetworkStatus.DEGRADED);
    beats(SystemNodes.UNREACHABLE - SystemNodes.DEGRADED, other);
    assertThat(status(one)).contains(NodeStatus.UNREACHABLE);
    beats(SystemNodes.GONE, other);
    assertThat(status(one)).isEmpty();
    assertThat(network().status()).isEqualTo(NetworkStatus.ACTIVE);
  }

  @Test
  void whoeverReports_maySilentlyGo() {
    SystemNodes first =
        Stream.of(one, other)
            .min(Comparator.comparing(node -> node.nodeId().value()))
            .orElseThrow();
    SystemNodes second = first == one ? other : one;
    beats(2, one, other);
    beats(SystemNodes.DEGRADED, second);
    assertThat(status(first)).contains(NodeStatus.DEGRADED);
  }

  @Test
  void replicaThatIsBack_isActiveAfterTwoBeats() {
    beats(1, one, other);
    beats(SystemNodes.UNREACHABLE, other);
    beats(1, one, other);
    assertThat(status(one)).contains(NodeStatus.UNREACHABLE);
    beats(1, one, other);
    assertThat(status(one)).contains(NodeStatus.ACTIVE);
    beats(1, one, other);
    assertThat(network().status()).isEqualTo(NetworkStatus.ACTIVE);
  }

  @Test
  void replicaThatEnds_isTakenOut_andOneThatWasRemovedComesBack() {
    beats(1, one, other);
    one.leave();
    one.leave();
    assertThat(status(one)).isEmpty();
    beats(SystemNodes.GONE + 2, other);
    assertThat(network().status()).isEqualTo(NetworkStatus.ACTIVE);
    beats(1, one);
    assertThat(status(one)).contains(NodeStatus.ACTIVE);
  }

  @Test
  void nodesAndStatusesOfPeople_areLeftAlone() {
    beats(1, one);
    NetworkNode gateway = NetworkNode.builder(NodeKind.EXTERNAL).name("gateway").build();
    mplp.networks().addNode(ID, gateway);
    mplp.networks().maintain(ID, "new disks");
    beats(SystemNodes.GONE, one);
    assertThat(nodes()).contains(gateway);
    assertThat(network().status()).isEqualTo(NetworkStatus.MAINTENANCE);
  }
}
