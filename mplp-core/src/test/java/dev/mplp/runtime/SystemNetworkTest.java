package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.model.NodeId;
import dev.mplp.network.Networks;
import dev.mplp.network.NodeStatus;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.tck.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemNetworkTest {

  private static final Duration BEAT = Duration.ofMillis(50);

  private static boolean isActive(Networks networks, NodeId nodeId) {
    try {
      return networks.node(SystemNetwork.ID, nodeId).status() == NodeStatus.ACTIVE;
    } catch (NotFoundException e) {
      return false;
    }
  }

  @Test
  void replicasOfOneStorage_joinOneNetwork_andLeaveIt() {
    InMemoryStorage storage = InMemoryStorage.create();
    try (Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      List<SystemNetwork> joined = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        joined.add(SystemNetwork.join(mplp, "replica-" + i, BEAT));
      }
      for (SystemNetwork one : joined) {
        Eventually.until("it is there", () -> isActive(mplp.networks(), one.nodeId()));
      }
      joined.get(0).close();
      assertThat(isActive(mplp.networks(), joined.get(0).nodeId())).isFalse();
      assertThat(isActive(mplp.networks(), joined.get(1).nodeId())).isTrue();
      joined.forEach(SystemNetwork::close);
    }
  }

  @Test
  void runtimeItself_mayDoIt_whereNobodyElseMay() {
    try (Mplp mplp = MplpRuntime.builder().authorizeByRoles().build();
        SystemNetwork joined = SystemNetwork.join(mplp, "replica", BEAT)) {
      Networks trusted = ((Facade) mplp).trusted().networks();
      Eventually.until("it is there", () -> isActive(trusted, joined.nodeId()));
      assertThatThrownBy(() -> mplp.networks().get(SystemNetwork.ID))
          .isInstanceOf(PermissionDeniedException.class);
    }
  }

  @Test
  void timeThatIsTooShort_isRefused() {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      assertThatThrownBy(() -> SystemNetwork.join(mplp, "replica", Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
