package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.MplpException;
import dev.mplp.event.EventRecord;
import dev.mplp.model.WireName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Objects that go where their table says, and nowhere else: each pair of statuses is tried on an
 * object of its own, which is brought to the first one by legal moves.
 */
public abstract class TransitionsKit extends ServiceKit {

  /** For the kits. */
  protected TransitionsKit() {}

  /** An object that moves. */
  protected interface Piece<S> {
    /** Where it is. */
    S status();

    /** Asks for the move by the method that is meant for it. */
    void move(S to);
  }

  /** Tries each pair of statuses on an object of its own. */
  protected final <S extends Enum<S> & WireName> void everyPair(
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

  /** An object that moves by these. */
  protected static <S> Piece<S> piece(Supplier<S> status, Function<S, Object> move) {
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

  /** What a method would have to lead to. */
  protected static AssertionError nothingLeadsTo(WireName status) {
    return new AssertionError("no method leads to " + status.wire());
  }
}
