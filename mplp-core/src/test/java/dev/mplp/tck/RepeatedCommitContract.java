package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Storage#commit} of a set that was committed before, or may have been. */
public abstract class RepeatedCommitContract extends WorkKit {

  private static final UUID STARTED = new UUID(4711, 1);

  @Test
  void commit_repeated_answersCommittedAndChangesNothing() {
    Claim claim = startAndClaim();
    ChangeSet set =
        set(
            put("a", 0, "1"),
            new Change.AppendItems(KIND, "a", 0, List.of(bytes("item"))),
            settling(claim, new Settlement.Completed()),
            StepPlans.start(STARTED, 0, Phase.OPEN, StepPlans.independent(1)),
            log("done"));

    for (int i = 0; i < 3; i++) {
      assertThat(handle(i).commit(set)).isEqualTo(Committed.INSTANCE);
    }

    assertThat(storage.get(key("a")).orElseThrow().version()).isEqualTo(1);
    assertThat(storage.items(key("a"), -1, 10)).hasSize(1);
    assertThat(sequenced(TENANT))
        .filteredOn(written -> written.entry().type().equals("done"))
        .hasSize(1);
  }

  @Test
  void commit_repeatedInOneCall_isDoneOnce() {
    ChangeSet set = set(put("a", 0, "1"), log("once"));

    assertThat(storage.commit(List.of(set, set)))
        .containsExactly(Committed.INSTANCE, Committed.INSTANCE);

    assertThat(sequenced(TENANT)).hasSize(1);
  }

  @Test
  void commit_repeatedAfterItsDocumentWentOn_isStillCommitted() {
    ChangeSet set = set(put("a", 0, "1"));
    storage.commit(set);
    committed(put("a", 1, "2"));
    fixture.advance(Duration.ofMinutes(59));

    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    assertThat(text(storage.get(key("a")).orElseThrow().body())).isEqualTo("2");
  }

  @Test
  void commit_ofARefusedSetAgain_isJudgedAnew() {
    ChangeSet set = set(put("a", 1, "2"));
    assertThat(storage.commit(set)).isInstanceOf(Conflict.class);
    committed(put("a", 0, "1"));

    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    assertThat(text(storage.get(key("a")).orElseThrow().body())).isEqualTo("2");
  }

  @Test
  void commit_ofTheSameSetUnderContention_isDoneOnce() {
    List<ChangeSet> sets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sets.add(set(put("d" + i, 0, "1"), log("once")));
    }

    Contention.run(
        6,
        number -> {
          for (ChangeSet set : sets) {
            assertThat(handle(number).commit(set)).isEqualTo(Committed.INSTANCE);
          }
          return number;
        });

    assertThat(sequenced(TENANT)).hasSize(sets.size());
  }

  @Test
  void commit_withUnknownOutcome_isAnsweredByRepeating() {
    FaultyStorage faulty = new FaultyStorage(storage, 5, 0.3, 0.3);
    int unknown = 0;
    for (int i = 0; i < 200; i++) {
      ChangeSet set = set(put("counter", i, String.valueOf(i + 1)), log("counted"));
      CommitResult result = null;
      while (result == null) {
        try {
          result = faulty.commit(set);
        } catch (OutcomeUnknownException e) {
          unknown++;
        } catch (StorageException e) {
          assertThat(e.retryable()).isTrue();
        }
      }
      assertThat(result).isEqualTo(Committed.INSTANCE);
    }

    assertThat(unknown).isPositive();
    assertThat(storage.get(key("counter")).orElseThrow().version()).isEqualTo(200);
    assertThat(sequenced(TENANT)).hasSize(200);
  }
}
