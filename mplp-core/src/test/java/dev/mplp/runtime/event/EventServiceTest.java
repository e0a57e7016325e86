package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.model.RunId;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventServiceTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Storage storage = InMemoryStorage.create();
  private final LogWaiter waiter = new LogWaiter(storage);
  private final EventService events = new EventService(storage, "default", waiter);

  @AfterEach
  void close() {
    waiter.close();
    storage.close();
  }

  @Test
  void read_pagesByPosition() {
    for (int i = 0; i < 5; i++) {
      write("default", created(ContextId.random()));
    }
    List<EventRecord> first = events.read(null, 0, 3);
    List<EventRecord> rest = events.read(null, first.get(2).position(), 3);
    assertThat(first).extracting(EventRecord::position).containsExactly(1L, 2L, 3L);
    assertThat(rest).extracting(EventRecord::position).containsExactly(4L, 5L);
    assertThat(events.read(null, 5, 3)).isEmpty();
  }

  @Test
  void read_ofAContext_givesNoOthers() {
    ContextId mine = ContextId.random();
    write("default", created(ContextId.random()));
    write("default", created(mine));
    assertThat(events.read(mine, 0, 10)).extracting(EventRecord::position).containsExactly(2L);
  }

  @Test
  void read_givesNothingOfOtherTenants() {
    ContextId context = ContextId.random();
    write("other", created(context));
    assertThat(events.read(null, 0, 10)).isEmpty();
    assertThat(events.read(context, 0, 10)).isEmpty();
    assertThat(new EventService(storage, "other", waiter).read(context, 0, 10)).hasSize(1);
  }

  @Test
  void read_outOfBounds_isRefused() {
    assertThatThrownBy(() -> events.read(null, -1, 1)).hasMessageContaining("after");
    assertThatThrownBy(() -> events.read(null, 0, 0)).hasMessageContaining("limit");
    assertThatThrownBy(() -> events.read(null, 0, 1001)).hasMessageContaining("limit");
  }

  @Test
  void ofRun_givesThatRunAlone() {
    RunRef run = RecordSamples.REF;
    write("default", RunRecords.executionPaused(run, "alice"));
    write("default", created(ContextId.random()));
    write("default", RunRecords.executionUnpaused(run, "alice"));
    assertThat(events.ofRun(new RunId(run.runId())))
        .extracting(EventRecord::type)
        .containsExactly(RecordTypes.EXECUTION_PAUSED, RecordTypes.EXECUTION_UNPAUSED);
    assertThat(events.ofRun(RunId.random())).isEmpty();
  }

  @Test
  void poll_whenThereIsSomething_returnsIt() {
    write("default", created(ContextId.random()));
    assertThat(events.poll(null, 0, 10, Duration.ZERO)).hasSize(1);
  }

  @Test
  void poll_whenNothingComes_isEmptyWhenTheTimeIsOver() {
    long start = System.nanoTime();
    assertThat(events.poll(null, 0, 10, Duration.ofMillis(50))).isEmpty();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
  }

  @Test
  void poll_whileWaiting_seesWhatIsWritten() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<List<EventRecord>> found = pollAsync(thread);
    awaitWaiting(thread);
    write("default", created(ContextId.random()));
    assertThat(found.get(30, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void poll_withoutHints_looksByItself() throws Exception {
    waiter.close();
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<List<EventRecord>> found = pollAsync(thread);
    awaitWaiting(thread);
    write("default", created(ContextId.random()));
    assertThat(found.get(30, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void poll_withHintsAboutOthers_goesOnWaiting() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<List<EventRecord>> found = pollAsync(thread);
    awaitWaiting(thread);
    for (int i = 0; i < 1000; i++) {
      write("other", created(ContextId.random()));
    }
    assertThat(found).isNotDone();
    write("default", created(ContextId.random()));
    assertThat(found.get(30, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void poll_interrupted_isEmptyAndStaysInterrupted() throws Exception {
    CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    Thread poller =
        new Thread(
            () -> {
              boolean empty = events.poll(null, 0, 10, LONG).isEmpty();
              outcome.complete(empty && Thread.currentThread().isInterrupted());
            });
    poller.start();
    poller.interrupt();
    assertThat(outcome.get(30, TimeUnit.SECONDS)).isTrue();
    poller.join();
  }

  private CompletableFuture<List<EventRecord>> pollAsync(AtomicReference<Thread> thread) {
    return CompletableFuture.supplyAsync(
        () -> {
          thread.set(Thread.currentThread());
          return events.poll(null, 0, 10, LONG);
        });
  }

  private static void awaitWaiting(AtomicReference<Thread> thread) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (thread.get() == null || thread.get().getState() != Thread.State.TIMED_WAITING) {
      assertThat(System.nanoTime()).as("the poller never waited").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static LogEntry created(ContextId contextId) {
    return Records.created(
        RecordSamples.context(dev.mplp.context.ContextStatus.DRAFT).toBuilder()
            .contextId(contextId)
            .build(),
        contextId);
  }

  private void write(String tenant, LogEntry entry) {
    ChangeSet set = ChangeSet.builder(tenant).add(new Change.AppendLog(entry)).build();
    assertThat(storage.commit(set)).isInstanceOf(CommitResult.Committed.class);
  }
}
