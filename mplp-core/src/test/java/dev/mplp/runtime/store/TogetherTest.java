package dev.mplp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TogetherTest {

  private final Storage storage = InMemoryStorage.create();

  @AfterEach
  void close() {
    storage.close();
  }

  private static ChangeSet put(String tenant, String id, long version, int size) {
    return ChangeSet.builder(tenant)
        .add(new Change.PutDocument("note", id, version, new byte[size], Map.of()))
        .build();
  }

  private static ChangeSet put(String id) {
    return put("acme", id, 0, 1);
  }

  private List<CommitResult> commit(Together together) {
    return together.results(storage.commit(together.merged()), storage::commit);
  }

  private long version(String id) {
    return storage.get(new DocumentKey("acme", "note", id)).map(Document::version).orElse(0L);
  }

  @Test
  void setsOfATenant_areOne_thoseOfAnotherAnother() {
    Together together = Together.of(List.of(put("a"), put("b"), put("other", "a", 0, 1), put("c")));

    assertThat(together.merged()).hasSize(2);
    assertThat(together.merged().get(0).changes()).hasSize(3);
    assertThat(commit(together)).hasSize(4).allMatch(CommitResult::isCommitted);
    assertThat(List.of("a", "b", "c")).allMatch(id -> version(id) == 1);
  }

  @Test
  void refusedMember_isRefusedAlone_andRepeatingIsSafe() {
    storage.commit(put("b"));
    Together together = Together.of(List.of(put("a"), put("b"), put("c")));

    for (int i = 0; i < 2; i++) {
      List<CommitResult> results = commit(together);
      assertThat(results.get(0).isCommitted()).isTrue();
      assertThat(results.get(1)).isInstanceOf(CommitResult.Conflict.class);
      assertThat(results.get(2).isCommitted()).isTrue();
    }
    assertThat(List.of("a", "b", "c")).allMatch(id -> version(id) == 1);
  }

  @Test
  void changesOfTheSameDocument_stayApart_andInOrder() {
    Together together =
        Together.of(List.of(put("a"), put("acme", "a", 1, 1), put("b"), put("acme", "a", 2, 1)));

    assertThat(together.merged()).hasSize(3);
    assertThat(commit(together)).allMatch(CommitResult::isCommitted);
    assertThat(version("a")).isEqualTo(3);
  }

  @Test
  void plainSets_staySets_andNoSetIsTooLarge() {
    LogEntry entry = LogEntry.of("note.made", null, new byte[] {1});
    ChangeSet plain = ChangeSet.builder("acme").add(new Change.AppendLog(entry)).build();
    List<ChangeSet> sets = new ArrayList<>(List.of(plain, plain));
    for (int i = 0; i < 130; i++) {
      sets.add(put("n" + i));
    }
    sets.add(put("acme", "large", 0, 7 << 20));
    sets.add(put("acme", "larger", 0, 7 << 20));

    Together together = Together.of(sets);

    assertThat(together.merged().subList(0, 2)).containsExactly(plain, plain);
    assertThat(together.merged()).extracting(set -> set.changes().size()).startsWith(1, 1, 64, 64);
    assertThat(together.merged()).hasSize(6);
  }
}
