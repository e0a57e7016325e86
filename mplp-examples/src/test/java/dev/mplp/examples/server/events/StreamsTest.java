package dev.mplp.examples.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.examples.server.TestServer;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.Storage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who follows the log over HTTP is told everything once, in order, as long as he may see it. */
@Timeout(120)
class StreamsTest {

  private static final String EVENTS = "/api/v1/events";
  private static final StreamLimits LIMITS =
      new StreamLimits(160, 110, Duration.ofSeconds(1), Duration.ofSeconds(60));

  private static final AtomicBoolean allowed = new AtomicBoolean(true);
  private static TestServer server;

  @BeforeAll
  static void start() {
    Authorizer authorizer =
        act ->
            allowed.get() || !act.principal().subject().equals("carol")
                ? Authorizer.Verdict.allowed()
                : Authorizer.Verdict.denied("not any more");
    server = TestServer.start(MplpRuntime.builder().authorizer(authorizer), LIMITS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Context open(Mplp mplp, String title) {
    return mplp.contexts().open(title, Root.of("test", "test"));
  }

  private static EventStream follow(String path, String subject) throws IOException {
    return new EventStream(server.server().port(), path, subject, null);
  }

  private static long head() {
    List<EventRecord> all = List.of();
    long last = 0;
    do {
      last = all.isEmpty() ? last : all.get(all.size() - 1).position();
      all = server.mplp().events().read(null, last, 1000);
    } while (!all.isEmpty());
    return last;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void stream_goesOnAtAnotherReplica_withoutGapOrRepeat() throws Exception {
    Map<String, String> schema = Map.of("DATABASE_SCHEMA", PostgresServer.freshSchema());
    try (Storage one = MplpRuntime.open(PostgresServer.shared().url(), schema);
        Storage two = MplpRuntime.open(PostgresServer.shared().url(), schema);
        TestServer first = TestServer.start(MplpRuntime.builder().storage(one), LIMITS);
        TestServer second = TestServer.start(MplpRuntime.builder().storage(two), LIMITS)) {
      int contexts = 120;
      CompletableFuture<Void> writes =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < contexts; i++) {
                  open((i % 2 == 0 ? first : second).mplp(), "Context " + i);
                }
              });
      List<Long> told = new ArrayList<>();
      Random random = new Random(7);
      String last = "0";
      int streams = 0;
      while (!isComplete(writes, first, told)) {
        int port = (random.nextBoolean() ? first : second).server().port();
        try (EventStream stream = new EventStream(port, EVENTS, "alice", last)) {
          streams++;
          assertThat(stream.status()).isEqualTo(200);
          int upTo = 1 + random.nextInt(40);
          while (upTo-- > 0 && !isComplete(writes, first, told)) {
            EventStream.Message message = requireNonNull(stream.nextData());
            told.add(message.json().get("position").asLong());
            assertThat(message.id()).isEqualTo(String.valueOf(told.get(told.size() - 1)));
          }
          last = requireNonNull(stream.lastId());
        }
      }
      assertThat(streams).isGreaterThan(3);
      assertThat(told)
          .isEqualTo(
              first.mplp().events().read(null, 0, 1000).stream()
                  .map(EventRecord::position)
                  .toList());
    }
  }

  private static boolean isComplete(
      CompletableFuture<Void> writes, TestServer server, List<Long> told) {
    return writes.isDone() && server.mplp().events().read(null, 0, 1000).size() <= told.size();
  }

  @Test
  void filters_tellOfOneContextModuleOrObject() throws Exception {
    long before = head();
    Context mine = open(server.mplp(), "Mine");
    open(server.mplp(), "Other");
    String id = mine.contextId().value();
    for (String path :
        List.of(
            EVENTS + "?context_id=" + id,
            EVENTS + "?object_id=" + id + "&after=" + before,
            "/api/v1/contexts/" + id + "/history")) {
      try (EventStream stream = follow(path, "alice")) {
        EventStream.Message created = requireNonNull(stream.nextData());
        assertThat(created.json().string("type")).as(path).hasValue("context.created");
        assertThat(created.data()).contains(id);
        open(server.mplp(), "Yet another");
        server.mplp().contexts().suspend(mine.contextId(), "now");
        EventStream.Message next = requireNonNull(stream.nextData());
        while (!next.data().contains("suspended")) {
          assertThat(next.data()).contains(id);
          next = requireNonNull(stream.nextData());
        }
        server.mplp().contexts().activate(mine.contextId());
      }
    }
    try (EventStream stream = follow(EVENTS + "?module=plan&after=" + before, "alice")) {
      EventStream.Message beat = requireNonNull(stream.next());
      while (beat.id() == null) {
        beat = requireNonNull(stream.next());
      }
      assertThat(beat.data()).isEmpty();
      assertThat(Long.parseLong(requireNonNull(beat.id()))).isGreaterThan(before);
    }
  }

  @Test
  void quietStream_saysThatItIsAlive_andWhereItIs() throws Exception {
    long head = head();
    try (EventStream stream = follow(EVENTS + "?module=network&after=" + head, "alice")) {
      int beats = 0;
      while (beats < 2) {
        EventStream.Message message = requireNonNull(stream.next());
        assertThat(message.data()).isEmpty();
        beats += message.isComment() ? 1 : 0;
      }
      assertThat(Long.parseLong(requireNonNull(stream.lastId()))).isGreaterThanOrEqualTo(head);
    }
  }

  @Test
  void callerWhoMaySeeItNoMore_isToldSo() throws Exception {
    try (EventStream stream = follow(EVENTS + "?after=" + head(), "carol")) {
      open(server.mplp(), "Seen");
      assertThat(requireNonNull(stream.nextData()).name()).isNull();
      allowed.set(false);
      open(server.mplp(), "Not seen");
      EventStream.Message problem = requireNonNull(stream.nextData());
      while (problem.name() == null) {
        problem = requireNonNull(stream.nextData()); // of the first one
        assertThat(problem.data()).doesNotContain("Not seen");
      }
      assertThat(problem.name()).isEqualTo("problem");
      assertThat(problem.json().string("code")).hasValue("PERMISSION_DENIED");
      assertThat(stream.next()).isNull();
      try (EventStream again = follow(EVENTS, "carol")) {
        assertThat(again.status()).isEqualTo(403);
      }
    } finally {
      allowed.set(true);
    }
  }

  @Test
  void logThatIsNoLongerKept_isAnEventOfItsOwn() {
    String end =
        new String(new EventStreamOutput().end(3, new LogTruncatedException(3, 77)), UTF_8);
    assertThat(end).startsWith("event: log_truncated\ndata: {").contains("\"oldest\":77");
  }

  @Test
  void manyStreams_haveNoThreadsOfTheirOwn_andAreLimited() throws Exception {
    await(() -> server.streams().count() == 0);
    List<EventStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < LIMITS.ofSubject(); i++) {
        open.add(follow(EVENTS + "?after=" + head(), "dora"));
        assertThat(open.get(i).status()).isEqualTo(200);
      }
      try (EventStream refused = follow(EVENTS, "dora")) {
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.rest()).contains("TOO_MANY_STREAMS");
      }
      for (int i = LIMITS.ofSubject(); i < LIMITS.inAll() * 3 / 4; i++) {
        open.add(follow(EVENTS, "alice"));
      }
      try (EventStream refused = follow(EVENTS, "bob")) {
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.rest()).contains("for other tenants");
      }
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("mplp-"))
              .filter(thread -> thread.getName().contains("http"))
              .count();
      assertThat(threads).isLessThan(65);
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
      open(server.mplp(), "For all");
      for (EventStream stream : open.subList(0, LIMITS.ofSubject())) {
        assertThat(requireNonNull(stream.nextData()).json().string("type"))
            .hasValue("context.created");
      }
    } finally {
      for (EventStream stream : open) {
        stream.close();
      }
    }
    await(() -> server.streams().count() == 0);
    try (EventStream again = follow(EVENTS, "dora")) {
      assertThat(again.status()).isEqualTo(200);
    }
  }

  @Test
  void callerWhoTakesNothing_isCutOff() throws Exception {
    StreamLimits strict = new StreamLimits(1, 1, Duration.ofMillis(200), Duration.ofSeconds(60));
    try (TestServer other = TestServer.start(MplpRuntime.builder(), strict)) {
      for (int i = 0; i < 1_200; i++) {
        open(other.mplp(), "x".repeat(4_000));
      }
      try (EventStream slow = new EventStream(other.server().port(), EVENTS, "eve", null)) {
        assertThat(slow.status()).isEqualTo(200);
        assertThat(other.streams().count()).isEqualTo(1);
        await(() -> other.streams().count() == 0);
      }
    }
  }

  @Test
  void longPoll_isAnsweredWhenSomethingHappens_orTheTimeIsOver() {
    long head = head();
    String path = EVENTS + "?wait=PT20S&after=" + head;
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(() -> server.get(path));
    await(() -> server.streams().count() > 0);
    Context made = open(server.mplp(), "Waited for");
    HttpResponse<String> answer = waiting.join();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(made.contextId().value(), "\"position\":");

    HttpResponse<String> empty = server.get(EVENTS + "?wait=PT0.2S&after=" + head());
    assertThat(empty.body()).startsWith("{\"items\":[],\"position\":");
    assertThat(server.get(EVENTS + "?after=" + head).body()).contains(made.contextId().value());
  }

  @Test
  void closingServer_endsStreamsAtOnce() throws Exception {
    try (TestServer other = TestServer.start(MplpRuntime.builder(), LIMITS);
        EventStream stream = new EventStream(other.server().port(), EVENTS, "alice", null)) {
      assertThat(stream.status()).isEqualTo(200);
      long begin = System.nanoTime();
      other.server().close();
      EventStream.Message last = stream.next();
      while (last != null) {
        last = stream.next();
      }
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(8));
      assertThat(other.streams().count()).isZero();
    }
  }
}
