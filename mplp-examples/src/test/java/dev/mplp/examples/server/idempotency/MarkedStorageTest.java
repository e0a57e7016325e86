package dev.mplp.examples.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.Caching;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.memory.InMemoryObjectCache;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call through a marked storage changes something once, whoever else brings the same mark. */
class MarkedStorageTest {

  private static final Instant NOW = Instant.parse("2030-05-06T07:08:09Z");
  private static final PayloadCipher CIPHER =
      AesGcm.of("one:" + Base64.getEncoder().encodeToString(new byte[32]), false);

  private final List<AutoCloseable> open = new ArrayList<>();

  enum Place {
    MEMORY,
    POSTGRES
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private Storage storage(Place place) {
    Storage storage =
        place == Place.MEMORY
            ? InMemoryStorage.create()
            : MplpRuntime.open(
                PostgresServer.shared().url(),
                Map.of("DATABASE_SCHEMA", PostgresServer.freshSchema()));
    open.add(storage);
    return storage;
  }

  private Mplp runtime(Storage storage, @Nullable PayloadCipher cipher) {
    MplpRuntime.Builder builder =
        MplpRuntime.builder().storage(storage).cache(Caching.by(InMemoryObjectCache.create()));
    Mplp mplp = (cipher == null ? builder : builder.encryption(cipher)).build();
    open.add(mplp);
    return mplp;
  }

  private static RequestKey request(String key, String text) {
    return RequestKey.of(Principal.SYSTEM, key, List.of(text.getBytes(UTF_8)));
  }

  private static List<String> titles(Mplp mplp) {
    return mplp.contexts().list(ContextFilter.all(), null, 100).items().stream()
        .map(one -> one.title())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void change_takesItsMarkAlong_andTheSecondOneChangesNothing(Place place) {
    Storage storage = storage(place);
    Mplp mplp = runtime(storage, null);
    Outcomes outcomes = new Outcomes(storage, null);
    RequestKey request = request("k", "a");

    MarkedStorage first = outcomes.marking(request, NOW);
    Context made = mplp.over(first).contexts().open("One", Root.of("test", "test"));

    assertThat(first.first()).isNotNull();
    Outcome outcome = outcomes.find(request.document()).orElseThrow().outcome();
    assertThat(outcome.at()).isEqualTo(NOW);
    assertThat(outcome.fingerprint()).isEqualTo(request.fingerprint());
    assertThat(outcome.objects()).contains(new Outcome.Put("context", made.contextId().value()));
    assertThat(outcome.answer()).isNull();

    MarkedStorage second = outcomes.marking(request, NOW);
    assertThatThrownBy(() -> mplp.over(second).contexts().open("Two", Root.of("test", "test")))
        .isInstanceOf(KeyTakenException.class);
    assertThat(second.first()).isNull();
    assertThat(titles(mplp)).containsExactly("One");
  }

  @ParameterizedTest
  @EnumSource
  void manyAtOnce_oneChangesSomething(Place place) throws Exception {
    Storage storage = storage(place);
    Mplp mplp = runtime(storage, CIPHER);
    Outcomes outcomes = new Outcomes(storage, CIPHER);
    int threads = 8;
    int keys = 10;
    CountDownLatch begin = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> made = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<Integer> all =
            () -> {
              begin.await();
              int done = 0;
              for (int key = 0; key < keys; key++) {
                done += opens(mplp, outcomes.marking(request("key " + key, ""), NOW), "of " + key);
              }
              return done;
            };
        made.add(pool.submit(all));
      }
      begin.countDown();
      int total = 0;
      for (Future<Integer> each : made) {
        total += each.get();
      }
      assertThat(total).isEqualTo(keys);
      assertThat(titles(mplp)).hasSize(keys).doesNotHaveDuplicates();
    } finally {
      pool.shutdownNow();
    }
  }

  private static int opens(Mplp mplp, Storage storage, String title) {
    try {
      mplp.over(storage).contexts().open(title, Root.of("test", "test"));
      return 1;
    } catch (KeyTakenException e) {
      return 0;
    }
  }

  @ParameterizedTest
  @EnumSource
  void callOfSeveralCommits_isCarriedOut_andSeenByOthersAtOnce(Place place) throws Exception {
    Storage storage = storage(place);
    Mplp mplp = runtime(storage, null);
    Outcomes outcomes = new Outcomes(storage, null);
    Context context = mplp.contexts().open("One", Root.of("test", "test"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Waits", "See")
                    .step("wait", step -> step.role("nobody"))
                    .build());
    ExecutionId execution =
        mplp.over(outcomes.marking(request("start", ""), NOW))
            .plans()
            .execute(plan.planId())
            .executionId();
    assertThat(mplp.contexts().get(context.contextId()).status()).isEqualTo(ContextStatus.ACTIVE);

    mplp.over(outcomes.marking(request("close", ""), NOW))
        .contexts()
        .close(context.contextId(), "it is over");

    assertThat(mplp.contexts().get(context.contextId()).status()).isEqualTo(ContextStatus.CLOSED);
    assertThat(mplp.plans().execution(execution).await(Duration.ofSeconds(30)).execution().state())
        .isEqualTo(ExecutionState.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource
  void conflictAboutSomethingElse_isTriedAgain(Place place) {
    Storage storage = storage(place);
    Mplp mplp = runtime(storage, null);
    Outcomes outcomes = new Outcomes(storage, null);
    Context context = mplp.contexts().open("One", Root.of("test", "test"));
    AtomicBoolean raced = new AtomicBoolean();
    Storage disturbed =
        committing(
            storage,
            () -> {
              if (!raced.getAndSet(true)) {
                mplp.contexts().suspend(context.contextId(), "a race");
                mplp.contexts().activate(context.contextId());
              }
            },
            () -> {});
    RequestKey request = request("k", "");
    mplp.over(new Outcomes(disturbed, null).marking(request, NOW))
        .contexts()
        .suspend(context.contextId(), "by key");

    assertThat(raced).isTrue();
    assertThat(mplp.contexts().get(context.contextId()).status())
        .isEqualTo(ContextStatus.SUSPENDED);
    assertThat(outcomes.find(request.document())).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void answerOfTheCommitIsLost_onceAllTheSame(Place place) {
    Storage storage = storage(place);
    Mplp mplp = runtime(storage, null);
    AtomicBoolean lost = new AtomicBoolean();
    Storage losing =
        committing(
            storage,
            () -> {},
            () -> {
              if (!lost.getAndSet(true)) {
                throw new OutcomeUnknownException("the answer is lost", null);
              }
            });
    MarkedStorage marked = new Outcomes(losing, null).marking(request("k", ""), NOW);

    mplp.over(marked).contexts().open("One", Root.of("test", "test"));

    assertThat(lost).isTrue();
    assertThat(marked.first()).isNotNull();
    assertThat(titles(mplp)).containsExactly("One");
  }

  /** The storage with something before and after each commit. */
  private static Storage committing(Storage storage, Runnable before, Runnable after) {
    return (Storage)
        Proxy.newProxyInstance(
            MarkedStorageTest.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              boolean commits = method.getName().equals("commit");
              if (commits) {
                before.run();
              }
              Object answer;
              try {
                answer = method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
              if (commits) {
                after.run();
              }
              return answer;
            });
  }

  @ParameterizedTest
  @EnumSource
  void outcome_isEncrypted_andReadBackAsItWas(Place place) {
    Storage storage = storage(place);
    Mplp mplp = runtime(storage, CIPHER);
    Outcomes outcomes = new Outcomes(storage, CIPHER);
    RequestKey request = request("k", "");
    mplp.over(outcomes.marking(request, NOW)).contexts().open("One", Root.of("test", "test"));
    Outcomes.Stored stored = outcomes.find(request.document()).orElseThrow();
    Outcome.Kept answer =
        new Outcome.Kept(
            201, Map.of("Location", "/here"), "application/json", "{\"a\":\"ä\"}".getBytes(UTF_8));

    assertThat(outcomes.keep(request, stored.version(), stored.outcome(), answer)).isTrue();
    assertThat(outcomes.keep(request, stored.version(), stored.outcome(), answer)).isFalse();

    Outcome.Kept read = outcomes.find(request.document()).orElseThrow().outcome().answer();
    assertThat(read).usingRecursiveComparison().isEqualTo(answer);
    byte[] body = storage.get(request.document()).orElseThrow().body();
    assertThat(new String(body, UTF_8)).doesNotContain("context", "Location", "answer");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOld_isRemoved_andNothingElse(Place place) {
    Storage storage = storage(place);
    Outcomes outcomes = new Outcomes(storage, null);
    Consumer<RequestKey> old = request -> keepAt(outcomes, request, NOW.minusSeconds(86_401));
    for (int i = 0; i < 130; i++) {
      old.accept(request("old " + i, ""));
    }
    old.accept(RequestKey.of(Principal.of(Tenant.of("other"), "ada"), "k", List.of()));
    keepAt(outcomes, request("young", ""), NOW.minusSeconds(86_000));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    try (RemoveOutcomes remove = new RemoveOutcomes(storage, outcomes, Duration.ofDays(1), clock)) {
      assertThat(remove.sweep()).isEqualTo(131);
      assertThat(remove.sweep()).isZero();
    }

    assertThat(outcomes.oldest("default", 0, 10))
        .extracting(one -> one.key())
        .containsExactly(request("young", "").document());
    assertThat(outcomes.oldest("other", 0, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeRead_stopsNothing_andGoesWithTheNextOldOne(Place place) {
    Storage storage = storage(place);
    AtomicInteger commits = new AtomicInteger();
    Storage counting = committing(storage, commits::incrementAndGet, () -> {});
    Outcomes lost = new Outcomes(storage, CIPHER);
    Outcomes outcomes = new Outcomes(counting, null);
    Instant over = NOW.minusSeconds(86_401);
    RequestKey aboutToBeOld = RequestKey.of(Principal.of(Tenant.of("acme"), "ada"), "k", List.of());
    keepAt(lost, aboutToBeOld, over);
    keepAt(lost, request("lost", ""), over);
    for (int i = 0; i < 150; i++) {
      keepAt(outcomes, request("old " + i, ""), over);
    }
    commits.set(0);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    try (RemoveOutcomes remove =
        new RemoveOutcomes(counting, outcomes, Duration.ofDays(1), clock)) {
      assertThat(remove.sweep()).isEqualTo(151);
      assertThat(commits).hasValue(2);
      assertThat(storage.get(aboutToBeOld.document())).isPresent();
      keepAt(outcomes, RequestKey.of(Principal.of(Tenant.of("acme"), "ada"), "l", List.of()), over);
      assertThat(remove.sweep()).isEqualTo(2);
    }
    assertThat(storage.get(aboutToBeOld.document())).isEmpty();
    assertThat(storage.get(request("lost", "").document())).isEmpty();
  }

  private static void keepAt(Outcomes outcomes, RequestKey request, Instant at) {
    Outcome outcome = new Outcome(at, request.fingerprint(), List.of(), null);
    assertThat(outcomes.keep(request, 0, outcome, null)).isTrue();
  }
}
