package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers share transactions when these are all at work, and each gets its own answers. */
class GroupCommitTest {

  private static final UUID EXECUTION = UUID.randomUUID();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<List<String>> transactions = new ConcurrentLinkedQueue<>();
  private final CountDownLatch busy = new CountDownLatch(2);
  private final CompletableFuture<Void> free = new CompletableFuture<>();
  private Function<List<ChangeSet>, List<CommitResult>> database = GroupCommitTest::named;
  private final GroupCommit group = new GroupCommit(this::transaction);

  @AfterEach
  void close() {
    free.complete(null);
    threads.shutdownNow();
  }

  private List<CommitResult> transaction(List<ChangeSet> sets) {
    if (tenant(sets.get(0)).equals("slow")) {
      busy.countDown();
      free.join();
      return named(sets);
    }
    transactions.add(sets.stream().map(GroupCommitTest::tenant).toList());
    return database.apply(sets);
  }

  private static String tenant(ChangeSet set) {
    return set.tenant();
  }

  /** An answer that tells whose it is. */
  private static List<CommitResult> named(List<ChangeSet> sets) {
    List<CommitResult> results = new ArrayList<>();
    sets.forEach(
        set ->
            results.add(
                set.tenant().equals("x") ? Committed.INSTANCE : new Conflict(set.tenant())));
    return results;
  }

  private static ChangeSet set(String tenant) {
    return ChangeSet.builder(tenant)
        .add(new Change.AppendLog(LogEntry.of("t", null, new byte[0])))
        .build();
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private static ChangeSet settling(String tenant, int index) {
    return ChangeSet.builder(tenant)
        .add(
            new Change.SettleStep(EXECUTION, index, 1, EXECUTION, new Settlement.Completed(), null))
        .build();
  }

  /** Both transactions are at work from here on. */
  private List<Future<?>> occupy() throws InterruptedException {
    List<Future<?>> slow = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      slow.add(threads.submit(() -> group.commit(List.of(set("slow")))));
    }
    assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
    return slow;
  }

  private List<Future<List<CommitResult>>> submit(List<List<ChangeSet>> callers) {
    List<Future<List<CommitResult>>> answers = new ArrayList<>();
    for (List<ChangeSet> sets : callers) {
      int before = group.waiting();
      answers.add(threads.submit(() -> group.commit(sets)));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (group.waiting() == before) {
        assertThat(System.nanoTime()).as("in time").isLessThan(end);
        LockSupport.parkNanos(100_000);
      }
    }
    return answers;
  }

  @Test
  void loneCaller_hasATransactionOfItsOwn_atOnce() {
    assertThat(group.commit(List.of(set("a"), set("x"))))
        .containsExactly(new Conflict("a"), Committed.INSTANCE);
    assertThat(group.commit(List.of(set("b")))).containsExactly(new Conflict("b"));
    assertThat(transactions).containsExactly(List.of("a", "x"), List.of("b"));
  }

  @Test
  void callersThatWait_shareOneTransaction_andGetTheirOwnAnswers() throws Exception {
    List<Future<?>> slow = occupy();
    List<Future<List<CommitResult>>> answers =
        submit(List.of(List.of(set("a"), set("b")), List.of(set("x")), List.of(set("c"))));
    free.complete(null);

    assertThat(answers.get(0).get()).containsExactly(new Conflict("a"), new Conflict("b"));
    assertThat(answers.get(1).get()).containsExactly(Committed.INSTANCE);
    assertThat(answers.get(2).get()).containsExactly(new Conflict("c"));
    for (Future<?> one : slow) {
      one.get();
    }
    assertThat(transactions).hasSizeLessThanOrEqualTo(2);
    assertThat(transactions.stream().mapToInt(List::size).sum()).isEqualTo(4);
    assertThat(group.commit(List.of(set("later")))).containsExactly(new Conflict("later"));
  }

  @Test
  void setsThatSettleTheSameStep_goOneAfterTheOther() throws Exception {
    occupy();
    List<Future<List<CommitResult>>> answers =
        submit(List.of(List.of(settling("a", 1)), List.of(settling("a", 1))));
    free.complete(null);
    for (Future<?> answer : answers) {
      answer.get();
    }
    assertThat(transactions).containsExactly(List.of("a"), List.of("a"));
  }

  @Test
  void setThatTheDatabaseRefuses_failsAlone() throws Exception {
    database =
        sets -> {
          if (sets.stream().anyMatch(set -> set.tenant().equals("bad"))) {
            throw new StorageException(false, "bad", null);
          }
          return named(sets);
        };
    occupy();
    List<Future<List<CommitResult>>> answers =
        submit(List.of(List.of(set("a")), List.of(set("bad")), List.of(set("b"))));
    free.complete(null);

    assertThat(answers.get(0).get()).containsExactly(new Conflict("a"));
    assertThat(answers.get(2).get()).containsExactly(new Conflict("b"));
    assertThatThrownBy(() -> answers.get(1).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StorageException.class);
  }

  @Test
  void outcomeUnknown_isToldToAll_andNothingIsRepeated() throws Exception {
    database =
        sets -> {
          throw new OutcomeUnknownException("lost", null);
        };
    occupy();
    List<Future<List<CommitResult>>> answers =
        submit(List.of(List.of(set("a")), List.of(set("b")), List.of(set("c"))));
    free.complete(null);

    for (Future<?> answer : answers) {
      assertThatThrownBy(answer::get).hasCauseInstanceOf(OutcomeUnknownException.class);
    }
    assertThat(transactions.stream().mapToInt(List::size).sum()).isEqualTo(3);
  }
}
