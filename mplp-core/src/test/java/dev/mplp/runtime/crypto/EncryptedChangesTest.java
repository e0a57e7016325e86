package dev.mplp.runtime.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EncryptedChangesTest {

  private static final byte[] SECRET = "\"secret\"".getBytes(UTF_8);
  private static final UUID ID = UUID.randomUUID();

  /** One of each kind of change. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private static List<Change> all() {
    return List.of(
        new Change.PutDocument("k", "i", 0, SECRET, Map.of()),
        new Change.CheckDocument("k", "i", 0),
        new Change.DeleteDocument("k", "i", 1),
        new Change.AppendItems("k", "i", 0, List.of(SECRET, SECRET)),
        new Change.PutItem("k", "i", 0, 1, SECRET),
        new Change.AppendLog(LogEntry.of("t", null, SECRET)),
        new Change.RedactRecord(1, LogEntry.of("t", null, SECRET)),
        new Change.PutTimer("k", "i", Instant.EPOCH, SECRET),
        new Change.RemoveTimer("k", "i"),
        new Change.StartExecution(
            ID,
            "c",
            ID,
            0,
            Phase.OPEN,
            List.of(
                new Change.NewStep(0, ID, "r", List.of(), StepState.COMPLETED, SECRET, SECRET))),
        new Change.ReviseExecution(
            ID,
            1,
            List.of(new Change.NewStep(1, ID, "r", List.of(), StepState.WAITING, SECRET)),
            List.of()),
        new Change.SettleStep(ID, 0, 1, ID, new Settlement.Completed(), SECRET),
        new Change.ContinueStep(ID, 0),
        new Change.ControlExecution(ID, List.of(Phase.OPEN), Phase.HELD, SkipReason.UPSTREAM),
        new Change.ReopenExecution(ID, ID),
        new Change.RemoveExecution(ID),
        new Change.LimitSteps("r", Change.LimitOf.BEGUN, 1, Duration.ofSeconds(1)));
  }

  @Test
  void everyKindOfChange_isKnown_andShowsNoBody() {
    Set<Class<?>> kinds = all().stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(kinds).containsExactlyInAnyOrder(Change.class.getPermittedSubclasses());

    EncryptedChanges changes = new EncryptedChanges(AesGcm.of(AesGcmTest.KEY_ONE, false));
    ChangeSet encrypted = changes.of(ChangeSet.builder("acme").addAll(all()).build());

    assertThat(bodies(encrypted)).hasSize(11).doesNotContain(SECRET);
    assertThat(bodies(ChangeSet.builder("acme").addAll(all()).build())).containsOnly(SECRET);
  }

  private static List<byte[]> bodies(ChangeSet set) {
    return set.changes().stream().flatMap(change -> Carried.by(change).stream()).toList();
  }

  @Test
  void bodyThatWasMovedToAnotherKey_orIsAnOlderVersion_isNotRead() {
    Storage behind = InMemoryStorage.create();
    try (Storage storage = new EncryptedStorage(behind, AesGcm.of(AesGcmTest.KEY_ONE, false))) {
      storage.commit(put("a", 0, SECRET));
      byte[] first = behind.get(key("a")).orElseThrow().body();
      storage.commit(put("a", 1, SECRET));
      assertThat(storage.get(key("a")).orElseThrow().body()).isEqualTo(SECRET);

      behind.commit(put("b", 0, first));
      assertThatThrownBy(() -> storage.get(key("b"))).isInstanceOf(StorageException.class);
      behind.commit(put("a", 2, first));
      assertThatThrownBy(() -> storage.get(key("a")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("document acme k a 3");
    }
  }

  private static DocumentKey key(String id) {
    return new DocumentKey("acme", "k", id);
  }

  private static ChangeSet put(String id, long expected, byte[] body) {
    return ChangeSet.builder("acme")
        .add(new Change.PutDocument("k", id, expected, body, Map.of()))
        .build();
  }
}
