package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.Item;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link Storage#items} and the changes of items. */
public abstract class ItemsContract extends StorageKit {

  @BeforeEach
  void createOwner() {
    committed(put("owner", 0, "head"));
  }

  @Test
  void items_afterAppend_haveTheirPlacesAndBodies() {
    committed(append(0, "a", "b"));
    committed(append(2, "c"));

    List<Item> items = storage.items(key("owner"), -1, 10);

    assertThat(items).extracting(Item::sequence).containsExactly(0L, 1L, 2L);
    assertThat(items).extracting(Item::version).containsOnly(1L);
    assertThat(items).extracting(item -> text(item.body())).containsExactly("a", "b", "c");
    assertThat(storage.get(key("owner")).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void items_ofADocumentOfTheSameSet_areAppended() {
    committed(
        put("new", 0, "head"),
        new Change.AppendItems(KIND, "new", 5, List.of(bytes("x"), bytes("y"))));

    assertThat(storage.items(key("new"), -1, 10))
        .extracting(Item::sequence)
        .containsExactly(5L, 6L);
  }

  @Test
  void items_pageByPage_areCompleteAndAscending() {
    for (int i = 4; i >= 0; i--) {
      committed(
          new Change.AppendItems(
              KIND, "owner", i * 10L, IntStream.range(0, 10).mapToObj(n -> bytes("i")).toList()));
    }

    List<Item> all = readPages(after -> storage.items(key("owner"), after, 7), Item::sequence, -1);

    assertThat(all)
        .extracting(Item::sequence)
        .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> (long) i).toList());
    assertThat(storage.items(key("owner"), 49, 7)).isEmpty();
    assertThat(storage.items(key("nobody"), -1, 7)).isEmpty();
  }

  @Test
  void append_ofATakenNumber_conflictsAsAWhole() {
    committed(append(3, "d"));

    assertThat(commit(append(2, "c", "again"))).isInstanceOf(Conflict.class);
    assertThat(commit(append(3, "again"))).isInstanceOf(Conflict.class);

    assertThat(storage.items(key("owner"), -1, 10)).hasSize(1);
    committed(append(2, "c"));
    committed(append(4, "e"));
  }

  @Test
  void put_ofTheVersionThatWasRead_replacesTheItem() {
    committed(append(0, "a", "b"));
    committed(putItem(1, 1, "b2"));
    committed(putItem(1, 2, "b3"));

    assertThat(commit(putItem(1, 2, "wrong"))).isInstanceOf(Conflict.class);
    assertThat(commit(putItem(7, 0, "missing"))).isInstanceOf(Conflict.class);
    assertThat(commit(putItem(7, 1, "missing"))).isInstanceOf(Conflict.class);

    List<Item> items = storage.items(key("owner"), -1, 10);
    assertThat(items).extracting(item -> text(item.body())).containsExactly("a", "b3");
    assertThat(items).extracting(Item::version).containsExactly(1L, 3L);
  }

  @Test
  void append_underContention_givesEachPlaceOnce() {
    int threads = 6;
    List<Integer> wins =
        Contention.run(
            threads,
            number -> {
              Storage own = handle(number);
              int won = 0;
              for (int i = 0; i < 50; i++) {
                won += own.commit(set(append(i, "of " + number))).isCommitted() ? 1 : 0;
              }
              return won;
            });

    assertThat(Contention.sum(wins)).isEqualTo(50);
    assertThat(storage.items(key("owner"), -1, 100)).hasSize(50);
  }

  private static Change.AppendItems append(long first, String... bodies) {
    return new Change.AppendItems(
        KIND, "owner", first, List.of(bodies).stream().map(StorageKit::bytes).toList());
  }

  private static Change.PutItem putItem(long sequence, long expectedVersion, String body) {
    return new Change.PutItem(KIND, "owner", sequence, expectedVersion, bytes(body));
  }
}
