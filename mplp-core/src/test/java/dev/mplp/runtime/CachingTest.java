package dev.mplp.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.Session;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.runtime.memory.InMemoryObjectCache;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What hosts see of the cache, with two processes over one storage. */
class CachingTest {

  private static final AesGcm CIPHER =
      AesGcm.of("one:" + Base64.getEncoder().encodeToString(new byte[32]), false);

  private static final Principal ANNA = Principal.of("anna");

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final InMemoryObjectCache cache = InMemoryObjectCache.create();
  private final Mplp here = runtime();
  private final Mplp there = runtime();
  private final Set<DocumentKey> told = ConcurrentHashMap.newKeySet();

  /** After those of the two, so that they know what is told here. */
  @BeforeEach
  void listen() {
    cache.onInvalidated(
        new ObjectCache.Listener() {
          @Override
          public void invalidated(DocumentKey key) {
            told.add(key);
          }

          @Override
          public void silent() {}

          @Override
          public void missed() {}
        });
  }

  private Mplp runtime() {
    return MplpRuntime.builder().storage(storage).cache(Caching.by(cache)).build();
  }

  @AfterEach
  void close() {
    here.close(Duration.ZERO);
    there.close(Duration.ZERO);
    storage.close();
  }

  private static DocumentKey key(ContextId id) {
    return new DocumentKey("default", "context", id.value());
  }

  private Context opened(Mplp in, String title) {
    Context context = in.contexts().open(title, Root.of("finance", "staging"));
    Eventually.until("all are told", () -> told.contains(key(context.contextId())));
    return context;
  }

  private String copy(ContextId id) {
    Answer answer = cache.look(key(id), Duration.ofMillis(1));
    return answer instanceof Answer.Found found ? new String(found.copy().body(), UTF_8) : "none";
  }

  @Test
  void example_objectsAreReadFromCopies() {
    ContextId id = opened(here, "Loan 4711").contextId();
    try (ObjectCache cache = InMemoryObjectCache.create();
        Mplp mplp =
            MplpRuntime.builder()
                .storage(storage)
                .cache(Caching.by(cache).keep(Duration.ofSeconds(10)).near(8 << 20))
                .build()) {
      assertThat(mplp.contexts().get(id).title()).isEqualTo("Loan 4711");
      RuntimeHealth.Part part = mplp.health().parts().get(1);
      assertThat(part.name()).isEqualTo("cache");
      assertThat(part.status()).isEqualTo(Status.UP);
      assertThat(part.detail()).contains("in memory", "1 copies here");
    }
  }

  @Test
  void fresh_showsWhatAnotherProcessChanged_andNobodySeesOlderThingsAfterwards() {
    Context context = opened(here, "old");
    ContextId id = context.contextId();
    there.contexts().read(id);
    try (Mplp silent = MplpRuntime.builder().storage(storage).build()) { // which tells nobody
      silent.contexts().update(context.toBuilder().title("new").build(), 1);
    }
    assertThat(there.contexts().get(id).title()).isEqualTo("old");
    assertThat(there.fresh().contexts().get(id).title()).isEqualTo("new");
    assertThat(there.contexts().get(id).title()).isEqualTo("new");
  }

  @Test
  void session_thatGoesToAnotherProcess_seesWhatItSawAndWroteBefore() {
    Context context = opened(here, "old");
    ContextId id = context.contextId();
    there.contexts().read(id);
    cache.close(); // nobody hears of anything any more
    Session first = here.as(ANNA).session("");
    first.mplp().contexts().update(context.toBuilder().title("new").build(), 1);
    assertThat(there.contexts().get(id).title()).isEqualTo("old");
    assertThat(titleSeen(there, ANNA, first.token(), id)).isEqualTo("new");
    there.contexts().update(context.toBuilder().title("newer").build(), 2);
    Session second = there.session(first.token());
    second.mplp().fresh().contexts().list(ContextFilter.all(), null, 10);
    assertThat(titleSeen(here, ANNA, second.token(), id)).isEqualTo("newer");
    assertThatThrownBy(() -> here.session("nonsense"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a session token");
  }

  private static String titleSeen(Mplp mplp, Principal user, String token, ContextId id) {
    Session session = mplp.as(user).session(token); // "" for somebody who comes first
    Context context = session.mplp().contexts().get(id);
    String next = session.token(); // for the header of the answer
    assertThat(next).isNotEmpty();
    return context.title();
  }

  @Test
  void event_thatSomebodyReads_isNotOlderThanWhatHeLooksAtThen() {
    Context context = opened(here, "old");
    ContextId id = context.contextId();
    there.contexts().read(id);
    try (Mplp silent = MplpRuntime.builder().storage(storage).build()) {
      silent.contexts().update(context.toBuilder().title("new").build(), 1);
      Eventually.until("the record has a position", () -> records(silent, id).size() == 2);
      assertThat(there.contexts().get(id).title()).isEqualTo("old");
      assertThat(records(there, id)).hasSize(2);
      assertThat(there.contexts().get(id).title()).isEqualTo("new");
    }
  }

  @Test
  void transaction_ofTheHost_isSeenHereAsSoonAsItIsCommitted() {
    Context context = opened(here, "old");
    ContextId id = context.contextId();
    here.contexts().get(id);
    List<ChangeSet> open = new ArrayList<>();
    Storage joined =
        StorageTap.over(
            storage,
            call -> {
              if (!call.name().equals("commit")) {
                return call.proceed();
              }
              for (Object set : (List<?>) call.arguments()[0]) {
                open.add((ChangeSet) set);
              }
              return Collections.nCopies(open.size(), CommitResult.Committed.INSTANCE);
            });
    here.over(joined).contexts().update(context.toBuilder().title("new").build(), 1);
    assertThat(here.contexts().get(id).title()).as("the host has not committed").isEqualTo("old");
    storage.commit(open);
    assertThat(here.contexts().get(id).title()).isEqualTo("new");
  }

  private static List<EventRecord> records(Mplp mplp, ContextId id) {
    return mplp.events().read(id, 0, 100);
  }

  @Test
  void update_overAVersionThatACopyHad_isRefusedByTheStorage() {
    Context context = opened(here, "one");
    ContextId id = context.contextId();
    Versioned<Context> copy = there.contexts().read(id);
    try (Mplp silent = MplpRuntime.builder().storage(storage).build()) {
      silent.contexts().update(context.toBuilder().title("two").build(), 1);
    }
    assertThat(there.contexts().read(id)).isEqualTo(copy);
    Context third = copy.value().toBuilder().title("three").build();
    assertThatThrownBy(() -> there.contexts().update(third, copy.version()))
        .hasMessageContaining("version");
    assertThat(there.contexts().get(id).title()).isEqualTo("two");
  }

  @Test
  void contentThatIsGone_isInNoCopyAnywhere() {
    Context context = opened(here, "of Jane Doe");
    ContextId id = context.contextId();
    here.contexts().get(id);
    there.contexts().get(id);
    assertThat(copy(id)).contains("Jane Doe");
    Context changed = context.toBuilder().title("erased").build();
    here.contexts().update(changed, 1);
    Eventually.until("the copy is gone", () -> !copy(id).contains("Jane Doe"));
    assertThat(there.contexts().get(id).title()).isEqualTo("erased");
    here.contexts().close(id, null);
    here.contexts().archive(id);
    here.contexts().purge(id);
    Eventually.until("the copy is gone", () -> copy(id).equals("none"));
    assertThatThrownBy(() -> here.contexts().get(id)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> there.contexts().get(id)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void cipher_makesCopiesUnreadable_andRefusesOthers() {
    try (InMemoryStorage secret = InMemoryStorage.create();
        InMemoryObjectCache shared = InMemoryObjectCache.create();
        Mplp mplp = encrypted(secret, shared);
        Mplp other = encrypted(secret, shared)) {
      Root root = Root.of("finance", "staging");
      Context one = mplp.contexts().open("of Jane Doe", root);
      Context two = mplp.contexts().open("of John Roe", root);
      AtomicReference<Answer> copy = new AtomicReference<>();
      Eventually.until( // the word of its creation may come between
          "there is a copy",
          () -> {
            mplp.contexts().get(one.contextId());
            copy.set(shared.look(key(one.contextId()), Duration.ofMillis(1)));
            return copy.get() instanceof Answer.Found;
          });
      CachedDocument found = ((Answer.Found) copy.get()).copy();
      assertThat(new String(found.body(), UTF_8)).doesNotContain("Jane", "Doe", "title");
      Answer.Leased lease = shared.renew(key(two.contextId()), Duration.ofMinutes(1));
      assertThat(shared.fill(key(two.contextId()), lease, found, Duration.ofMinutes(1)))
          .isCompletedWithValue(true);
      assertThat(other.contexts().get(two.contextId()).title()).isEqualTo("of John Roe");
      assertThat(other.contexts().get(one.contextId()).title()).isEqualTo("of Jane Doe");
    }
  }

  private static Mplp encrypted(InMemoryStorage storage, ObjectCache cache) {
    return MplpRuntime.builder()
        .storage(storage)
        .encryption(CIPHER)
        .cache(Caching.by(cache))
        .build();
  }

  @Test
  void environment_thatIsWrong_isRefused() {
    assertThat(Caching.fromEnvironment(Map.of())).isEmpty();
    assertThat(Caching.fromEnvironment(Map.of("REDIS_URL", "redis://h", "MPLP_CACHE", "false")))
        .isEmpty();
    assertThatThrownBy(() -> Caching.fromEnvironment(Map.of("MPLP_CACHE", "yes")))
        .hasMessageContaining("MPLP_CACHE is true or false, not yes");
    assertThatThrownBy(() -> Caching.fromEnvironment(Map.of("REDIS_URL", "carrier-pigeon:")))
        .hasMessageContaining(
            "no shared memory adapter knows a URL with the scheme carrier-pigeon");
  }

  @Test
  void keep_andNear_haveLimits() {
    Caching caching = Caching.by(cache);
    assertThatThrownBy(() -> caching.keep(Duration.ZERO)).hasMessageContaining("1 ms to 1 hour");
    assertThatThrownBy(() -> caching.keep(Duration.ofHours(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> caching.near(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
