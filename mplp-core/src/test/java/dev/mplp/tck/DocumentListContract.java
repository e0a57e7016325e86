package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link Storage#list}: by index values, in order of creation, page by page. */
public abstract class DocumentListContract extends StorageKit {

  private List<String> list(Map<String, String> where) {
    return ids(storage.list(new DocumentQuery(TENANT, KIND, where, 0, 1000)));
  }

  private List<Document> pages(Map<String, String> where, int limit) {
    return readPages(
        after -> storage.list(new DocumentQuery(TENANT, KIND, where, after, limit)),
        Document::order,
        0);
  }

  private static List<String> ids(List<Document> documents) {
    return documents.stream().map(document -> document.key().id()).toList();
  }

  @Test
  void list_goesByCreation_notByChange() {
    committed(put("c", 0, "1"), put("a", 0, "1"));
    committed(put("b", 0, "1"));
    committed(put("c", 1, "2"));

    assertThat(list(Map.of())).containsExactly("c", "a", "b");
  }

  @Test
  void list_byIndexValues_findsThoseThatCarryEveryOne() {
    committed(put("a", 0, "1", Map.of("status", "active", "owner", "ann")));
    committed(put("b", 0, "1", Map.of("status", "active", "owner", "bob")));
    committed(put("c", 0, "1", Map.of("status", "closed", "owner", "ann")));
    committed(put("d", 0, "1"));
    committed(new Change.PutDocument("otherKind", "e", 0, bytes("1"), Map.of("status", "active")));

    assertThat(list(Map.of("status", "active"))).containsExactly("a", "b");
    assertThat(list(Map.of("status", "active", "owner", "ann"))).containsExactly("a");
    assertThat(list(Map.of("owner", "active"))).isEmpty();
    assertThat(list(Map.of("status", "activ"))).isEmpty();
    assertThat(list(Map.of("nothing", ""))).isEmpty();
    assertThat(list(Map.of("status", "active\0"))).isEmpty();
    assertThat(storage.count(new DocumentQuery(TENANT, KIND, Map.of("a\0", ""), 0, 9), 9)).isZero();
  }

  @Test
  void list_afterPut_followsTheIndexValuesOfTheLastPut() {
    committed(put("a", 0, "1", Map.of("status", "active", "owner", "ann")));
    committed(put("a", 1, "2", Map.of("status", "closed", "owner", "ann")));
    committed(put("b", 0, "1", Map.of("owner", "ann")));
    committed(put("b", 1, "2", Map.of()));

    assertThat(list(Map.of("status", "active"))).isEmpty();
    assertThat(list(Map.of("status", "closed"))).containsExactly("a");
    assertThat(list(Map.of("owner", "ann"))).containsExactly("a");
    List<Document> found =
        storage.list(new DocumentQuery(TENANT, KIND, Map.of("owner", "ann"), 0, 10));
    assertThat(text(found.get(0).body())).isEqualTo("2");
    assertThat(found.get(0).version()).isEqualTo(2);
  }

  @Test
  void list_pageByPage_isCompleteWithoutRepeats() {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 57; i++) {
      committed(put("d" + i, 0, "1", Map.of("parity", i % 2 == 0 ? "even" : "odd")));
      created.add("d" + i);
    }

    assertThat(ids(pages(Map.of(), 10))).containsExactlyElementsOf(created);
    assertThat(ids(pages(Map.of("parity", "odd"), 10)))
        .containsExactlyElementsOf(
            created.stream().filter(id -> Integer.parseInt(id.substring(1)) % 2 == 1).toList());
    assertThat(storage.list(new DocumentQuery(TENANT, KIND, Map.of(), 0, 10))).hasSize(10);
  }

  @Test
  void list_whileOthersCreate_pagesInOrderAndEndsComplete() {
    int writers = 4;
    int each = 50;
    AtomicInteger busy = new AtomicInteger(writers);
    Contention.run(
        writers + 1,
        number -> {
          if (number < writers) {
            Storage own = handle(number);
            for (int i = 0; i < each; i++) {
              String id = number + "-" + i;
              assertThat(own.commit(set(put(id, 0, id, Map.of("all", "yes")))).isCommitted())
                  .isTrue();
            }
            busy.decrementAndGet();
          } else {
            boolean last;
            do {
              last = busy.get() == 0;
              List<Document> seen = pages(Map.of("all", "yes"), 7);
              assertThat(seen).extracting(Document::order).isSorted().doesNotHaveDuplicates();
            } while (!last);
          }
          return number;
        });

    List<String> seen = ids(pages(Map.of("all", "yes"), 7));
    assertThat(seen).hasSize(writers * each).doesNotHaveDuplicates();
    for (int writer = 0; writer < writers; writer++) {
      String mine = writer + "-";
      assertThat(seen.stream().filter(id -> id.startsWith(mine)))
          .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(i -> mine + i).toList());
    }
  }
}
