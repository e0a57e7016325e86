package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link Storage#get}, {@link Storage#list} and the changes of documents. */
public abstract class DocumentsContract extends StorageKit {

  @Test
  void get_missing_isEmpty() {
    assertThat(storage.get(key("nothing"))).isEmpty();
    assertThat(storage.get(key("no\0thing"))).isEmpty();
    assertThat(storage.items(key("no\0thing"), 0, 9)).isEmpty();
  }

  @Test
  void get_afterPut_returnsExactlyWhatWasPut() {
    byte[] body = new byte[256];
    IntStream.range(0, 256).forEach(i -> body[i] = (byte) i);
    Map<String, String> index = Map.of("status", "active", "näme", "\u00e4 \ud83d\ude00 'quoted'");
    committed(new Change.PutDocument(KIND, "a/b c", 0, body, index));

    Document found = storage.get(key("a/b c")).orElseThrow();

    assertThat(found.key()).isEqualTo(key("a/b c"));
    assertThat(found.version()).isEqualTo(1);
    assertThat(found.body()).isEqualTo(body);
    assertThat(found.index()).isEqualTo(index);
  }

  @Test
  void get_emptyBodyAndLongestNames_areKept() {
    DocumentKey longest = new DocumentKey(TENANT, "k".repeat(64), "i".repeat(256));
    committed(
        new Change.PutDocument(longest.kind(), longest.id(), 0, new byte[0], Map.of("empty", "")));

    Document found = storage.get(longest).orElseThrow();

    assertThat(found.body()).isEmpty();
    assertThat(found.index()).isEqualTo(Map.of("empty", ""));
  }

  @Test
  void put_ofTheVersionThatWasRead_countsOneMoreAndKeepsTheOrder() {
    committed(put("a", 0, "one"));
    long order = storage.get(key("a")).orElseThrow().order();
    committed(put("a", 1, "two"));
    committed(put("a", 2, "three"));

    Document found = storage.get(key("a")).orElseThrow();

    assertThat(found.version()).isEqualTo(3);
    assertThat(found.order()).isEqualTo(order).isPositive();
    assertThat(text(found.body())).isEqualTo("three");
  }

  @Test
  void put_ofAnotherVersion_conflictsAndNamesTheDocument() {
    committed(put("a", 0, "one"));

    for (long wrong : new long[] {0, 2}) {
      Conflict conflict = (Conflict) commit(put("a", wrong, "wrong"));
      assertThat(conflict.what()).contains("document").contains(KIND).contains("a");
    }
    assertThat(commit(put("b", 1, "missing"))).isInstanceOf(Conflict.class);
    assertThat(text(storage.get(key("a")).orElseThrow().body())).isEqualTo("one");
    assertThat(storage.get(key("b"))).isEmpty();
  }

  @Test
  void check_holdsOrConflicts_andChangesNothing() {
    committed(put("a", 0, "one"));

    committed(new Change.CheckDocument(KIND, "a", 1));
    committed(new Change.CheckDocument(KIND, "b", 0));
    assertThat(commit(new Change.CheckDocument(KIND, "a", 0))).isInstanceOf(Conflict.class);
    assertThat(commit(new Change.CheckDocument(KIND, "a", 2))).isInstanceOf(Conflict.class);
    assertThat(commit(new Change.CheckDocument(KIND, "b", 1))).isInstanceOf(Conflict.class);

    assertThat(storage.get(key("a")).orElseThrow().version()).isEqualTo(1);
    assertThat(storage.get(key("b"))).isEmpty();
  }

  @Test
  void delete_removesDocumentIndexAndItems_andTheNextOneStartsAnew() {
    committed(put("a", 0, "one", Map.of("status", "active")));
    committed(new Change.AppendItems(KIND, "a", 0, List.of(bytes("item"))));
    committed(put("b", 0, "one"));

    assertThat(commit(new Change.DeleteDocument(KIND, "a", 2))).isInstanceOf(Conflict.class);
    committed(new Change.DeleteDocument(KIND, "a", 1));

    assertThat(storage.get(key("a"))).isEmpty();
    assertThat(storage.items(key("a"), -1, 10)).isEmpty();
    assertThat(list(Map.of("status", "active"))).isEmpty();
    committed(put("a", 0, "again"));
    assertThat(storage.get(key("a")).orElseThrow().version()).isEqualTo(1);
    assertThat(list(Map.of())).containsExactly("b", "a");
  }

  @Test
  void put_underContention_countsEveryWinExactlyOnce() {
    int threads = 8;
    int each = 25;
    committed(put("counter", 0, "0"));

    Contention.run(
        threads,
        number -> {
          Storage own = handle(number);
          int won = 0;
          while (won < each) {
            Document found = own.get(key("counter")).orElseThrow();
            String next = String.valueOf(Integer.parseInt(text(found.body())) + 1);
            if (own.commit(set(put("counter", found.version(), next))).isCommitted()) {
              won++;
            }
          }
          return won;
        });

    Document counter = storage.get(key("counter")).orElseThrow();
    assertThat(text(counter.body())).isEqualTo(String.valueOf(threads * each));
    assertThat(counter.version()).isEqualTo(threads * each + 1);
  }

  @Test
  void create_underContention_hasOneWinner() {
    List<Integer> wins =
        Contention.run(
            8,
            number -> {
              Storage own = handle(number);
              int won = 0;
              for (int i = 0; i < 20; i++) {
                won += own.commit(set(put("d" + i, 0, "of " + number))).isCommitted() ? 1 : 0;
              }
              return won;
            });

    assertThat(Contention.sum(wins)).isEqualTo(20);
    assertThat(new HashSet<>(list(Map.of()))).hasSize(20);
  }

  @Test
  void everyRead_ofAnotherTenant_seesNothing() {
    committed(put("a", 0, "mine", Map.of("status", "active")));
    committed(new Change.AppendItems(KIND, "a", 0, List.of(bytes("item"))));
    DocumentKey foreign = new DocumentKey(OTHER_TENANT, KIND, "a");

    assertThat(storage.get(foreign)).isEmpty();
    assertThat(storage.items(foreign, -1, 10)).isEmpty();
    assertThat(storage.list(new DocumentQuery(OTHER_TENANT, KIND, Map.of(), 0, 10))).isEmpty();
    assertThat(
            storage.list(new DocumentQuery(OTHER_TENANT, KIND, Map.of("status", "active"), 0, 10)))
        .isEmpty();
    assertThat(storage.commit(set(OTHER_TENANT, put("a", 1, "theirs"))))
        .isInstanceOf(Conflict.class);
    assertThat(storage.commit(set(OTHER_TENANT, put("a", 0, "theirs"))).isCommitted()).isTrue();
    assertThat(text(storage.get(key("a")).orElseThrow().body())).isEqualTo("mine");
  }

  @Test
  void get_throughAnotherHandle_seesEveryCommitThatReturned() {
    Storage other = fixture.open();
    committed(put("a", 0, "one", Map.of("status", "active")));
    assertThat(text(other.get(key("a")).orElseThrow().body())).isEqualTo("one");

    storage.close();
    storage.close();
    storage = fixture.open();

    assertThat(text(storage.get(key("a")).orElseThrow().body())).isEqualTo("one");
    assertThat(list(Map.of("status", "active"))).containsExactly("a");
  }

  private List<String> list(Map<String, String> where) {
    return ids(storage.list(new DocumentQuery(TENANT, KIND, where, 0, 1000)));
  }

  private static List<String> ids(List<Document> documents) {
    return documents.stream().map(document -> document.key().id()).toList();
  }
}
