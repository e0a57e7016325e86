package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.MplpException;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.collab.Collabs;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.dialog.Dialogs;
import dev.mplp.event.EventRecord;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.extension.ExtensionType;
import dev.mplp.extension.Extensions;
import dev.mplp.model.WireName;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NetworkStatus;
import dev.mplp.network.Networks;
import dev.mplp.network.NodeInfo;
import dev.mplp.network.NodeKind;
import dev.mplp.network.NodeStatus;
import dev.mplp.network.TopologyType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Dialogs, Collabs, Extensions, Networks and nodes go where their table says, and nowhere else:
 * each pair of statuses is tried on an object of its own, which is brought to the first one by
 * legal moves. No method leads to a status that no row leads to.
 */
public abstract class TeamTransitionsContract extends ServiceKit {

  /** For the storages. */
  protected TeamTransitionsContract() {}

  /** An object that moves. */
  private interface Piece<S> {
    S status();

    /** Asks for the move by the method that is meant for it. */
    void move(S to);
  }

  private <S extends Enum<S> & WireName> void everyPair(
      S first,
      S[] statuses,
      Map<S, Set<S>> table,
      BiPredicate<S, S> isNoChange,
      String type,
      Supplier<Piece<S>> create) {
    Map<S, List<S>> ways = ways(first, table);
    assertThat(ways.keySet()).as("every status is reached").containsExactlyInAnyOrder(statuses);
    Set<S> targets =
        table.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    int moves = 0;
    for (S from : statuses) {
      for (S to : targets) {
        Piece<S> piece = create.get();
        ways.get(from).forEach(piece::move);
        moves += ways.get(from).size();
        assertThat(piece.status()).isEqualTo(from);
        if (table.getOrDefault(from, Set.of()).contains(to)) {
          piece.move(to);
          moves++;
          assertThat(piece.status()).isEqualTo(to);
        } else if (!isNoChange.test(from, to)) {
          MplpException refused = refused("INVALID_TRANSITION", () -> piece.move(to));
          assertThat(refused).hasMessageContaining(" is " + from.wire() + " and cannot become ");
          table
              .getOrDefault(from, Set.of())
              .forEach(allowed -> assertThat(refused).hasMessageContaining(allowed.wire()));
          assertThat(piece.status()).isEqualTo(from);
        }
      }
    }
    List<EventRecord> records = records(type);
    assertThat(records).as("one record for each move, none for what is refused").hasSize(moves);
    assertThat(records).allMatch(record -> record.inline() != null);
  }

  /** The shortest legal way to each status. */
  private static <S> Map<S, List<S>> ways(S first, Map<S, Set<S>> table) {
    Map<S, List<S>> ways = new HashMap<>(Map.of(first, List.of()));
    Deque<S> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      S from = open.remove();
      for (S to : table.getOrDefault(from, Set.of())) {
        if (!ways.containsKey(to)) {
          List<S> way = new ArrayList<>(ways.get(from));
          way.add(to);
          ways.put(to, way);
          open.add(to);
        }
      }
    }
    return ways;
  }

  private static <S> Piece<S> piece(Supplier<S> status, Function<S, Object> move) {
    return new Piece<>() {
      @Override
      public S status() {
        return status.get();
      }

      @Override
      public void move(S to) {
        assertThat(move.apply(to)).isNotNull();
      }
    };
  }

  @Test
  void dialogs() {
    Dialogs dialogs = mplp().dialogs();
    everyPair(
        DialogStatus.ACTIVE,
        DialogStatus.values(),
        Map.of(
            DialogStatus.ACTIVE,
            Set.of(DialogStatus.PAUSED, DialogStatus.COMPLETED, DialogStatus.CANCELLED),
            DialogStatus.PAUSED,
            Set.of(DialogStatus.ACTIVE, DialogStatus.COMPLETED, DialogStatus.CANCELLED)),
        (from, to) -> false,
        "dialog.moved",
        () -> {
          var id = dialogs.open(context().contextId()).dialogId();
          return piece(
              () -> dialogs.get(id).status(),
              to ->
                  switch (to) {
                    case ACTIVE -> dialogs.resume(id);
                    case PAUSED -> dialogs.pause(id, "lunch");
                    case COMPLETED -> dialogs.complete(id);
                    case CANCELLED -> dialogs.cancel(id, null);
                  });
        });
  }

  @Test
  void collabs() {
    Collabs collabs = mplp().collabs();
    everyPair(
        CollabStatus.DRAFT,
        CollabStatus.values(),
        Map.of(
            CollabStatus.DRAFT,
            Set.of(CollabStatus.ACTIVE, CollabStatus.CANCELLED),
            CollabStatus.ACTIVE,
            Set.of(CollabStatus.SUSPENDED, CollabStatus.COMPLETED, CollabStatus.CANCELLED),
            CollabStatus.SUSPENDED,
            Set.of(CollabStatus.ACTIVE, CollabStatus.CANCELLED)),
        (from, to) -> false,
        "collab.moved",
        () -> {
          var id = collabs.create(collab()).collabId();
          return piece(
              () -> collabs.get(id).status(),
              to ->
                  switch (to) {
                    case DRAFT -> throw nothingLeadsTo(to);
                    case ACTIVE ->
                        collabs.get(id).status() == CollabStatus.SUSPENDED
                            ? collabs.resume(id)
                            : collabs.start(id);
                    case SUSPENDED -> collabs.suspend(id, "lunch");
                    case COMPLETED -> collabs.complete(id);
                    case CANCELLED -> collabs.cancel(id, null);
                  });
        });
  }

  private static AssertionError nothingLeadsTo(WireName status) {
    return new AssertionError("no method leads to " + status.wire());
  }

  private Collab collab() {
    CollabParticipant clerk = CollabParticipant.builder("clerk", ParticipantKind.AGENT).build();
    return Collab.builder(
            context().contextId(),
            "Review",
            "Look at it",
            CollabMode.PAIR,
            List.of(clerk),
            Instant.EPOCH)
        .build();
  }

  @Test
  void collab_thatIsSuspended_isResumedAndNotStarted() {
    Collabs collabs = mplp().collabs();
    Collab draft = collabs.create(collab());
    assertThat(refused("INVALID_TRANSITION", () -> collabs.resume(draft.collabId())))
        .hasMessageContaining("is draft and cannot become resumed")
        .hasMessageContaining("started, cancelled");
    collabs.start(draft.collabId());
    collabs.suspend(draft.collabId(), null);
    assertThat(refused("INVALID_TRANSITION", () -> collabs.start(draft.collabId())))
        .hasMessageContaining("is suspended and cannot become started")
        .hasMessageContaining("resumed, cancelled");
  }

  @Test
  void extensions() {
    Extensions extensions = mplp().extensions();
    everyPair(
        ExtensionStatus.REGISTERED,
        ExtensionStatus.values(),
        Map.of(
            ExtensionStatus.REGISTERED,
            Set.of(ExtensionStatus.ACTIVE, ExtensionStatus.DEPRECATED),
            ExtensionStatus.ACTIVE,
            Set.of(ExtensionStatus.INACTIVE, ExtensionStatus.DEPRECATED),
            ExtensionStatus.INACTIVE,
            Set.of(ExtensionStatus.ACTIVE, ExtensionStatus.DEPRECATED)),
        (from, to) -> false,
        "extension.moved",
        () -> {
          Extension ledger =
              Extension.builder(context().contextId(), "ledger", ExtensionType.CAPABILITY, "1.2.0")
                  .build();
          var id = extensions.create(ledger).extensionId();
          return piece(
              () -> extensions.get(id).status(),
              to ->
                  switch (to) {
                    case REGISTERED -> throw nothingLeadsTo(to);
                    case ACTIVE -> extensions.activate(id);
                    case INACTIVE -> extensions.deactivate(id, "a leak");
                    case DEPRECATED -> extensions.deprecate(id, null);
                  });
        });
  }

  private Network network() {
    return Network.builder(context().contextId(), "agents", TopologyType.MESH).build();
  }

  @Test
  void networks() {
    Networks networks = mplp().networks();
    everyPair(
        NetworkStatus.DRAFT,
        NetworkStatus.values(),
        Map.of(
            NetworkStatus.DRAFT,
            Set.of(NetworkStatus.PROVISIONING),
            NetworkStatus.PROVISIONING,
            Set.of(NetworkStatus.ACTIVE, NetworkStatus.RETIRED),
            NetworkStatus.ACTIVE,
            Set.of(NetworkStatus.DEGRADED, NetworkStatus.MAINTENANCE, NetworkStatus.RETIRED),
            NetworkStatus.DEGRADED,
            Set.of(NetworkStatus.ACTIVE, NetworkStatus.MAINTENANCE, NetworkStatus.RETIRED),
            NetworkStatus.MAINTENANCE,
            Set.of(NetworkStatus.ACTIVE, NetworkStatus.DEGRADED, NetworkStatus.RETIRED)),
        (from, to) -> false,
        "network.moved",
        () -> {
          var id = networks.create(network()).networkId();
          return piece(
              () -> networks.get(id).status(),
              to ->
                  switch (to) {
                    case DRAFT -> throw nothingLeadsTo(to);
                    case PROVISIONING -> networks.provision(id);
                    case ACTIVE -> networks.activate(id);
                    case DEGRADED -> networks.degrade(id, "two nodes are away");
                    case MAINTENANCE -> networks.maintain(id, null);
                    case RETIRED -> networks.retire(id, null);
                  });
        });
  }

  @Test
  void nodes() {
    Networks networks = mplp().networks();
    var network = networks.create(network()).networkId();
    Map<NodeStatus, Set<NodeStatus>> freely = new HashMap<>();
    for (NodeStatus from : NodeStatus.values()) {
      if (from != NodeStatus.RETIRED) {
        freely.put(from, EnumSet.complementOf(EnumSet.of(from)));
      }
    }
    everyPair(
        NodeStatus.ACTIVE,
        NodeStatus.values(),
        freely,
        (from, to) -> from == to,
        "network.node.moved",
        () -> {
          NodeInfo node = networks.addNode(network, NetworkNode.builder(NodeKind.AGENT).build());
          return piece(
              () -> networks.node(network, node.nodeId()).status(),
              to -> networks.setNodeStatus(network, node.nodeId(), to, "as seen"));
        });
  }
}
