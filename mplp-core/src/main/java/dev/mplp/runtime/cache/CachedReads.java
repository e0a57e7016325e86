package dev.mplp.runtime.cache;

import dev.mplp.event.EventRecord;
import dev.mplp.model.ModuleName;
import dev.mplp.observe.CacheRead;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.spi.CacheHealth;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents from a copy where one counts. Nobody of this process is shown an older document than
 * one that somebody here saw, wrote or was told of before; how:
 *
 * <ol>
 *   <li>What is read from the storage raises the {@link Floors floor} of its key. What is written,
 *       or may have been (a conflict, an unknown outcome), and what an event tells of, is marked as
 *       unread: the next look goes to the storage, past all copies.
 *   <li>A look takes the floor as it is when it begins. A copy below it is refused, and a load that
 *       others began counts only if nothing was heard of the key since.
 *   <li>A load holds the lease of the shared cache before it reads the storage. A change takes the
 *       lease away, so that what was read before it cannot get in after it.
 *   <li>Changes of other processes are told by the shared cache; a process that is not told sees
 *       them when its copy is over: {@link CacheLimits#keep} and {@link CacheLimits#lease} later.
 * </ol>
 */
public final class CachedReads implements Reads, AutoCloseable {

  /** Modules whose objects are stored whole, or whose heads are shown alone. */
  private static final Set<String> KINDS =
      EnumSet.of(
              ModuleName.CONTEXT,
              ModuleName.ROLE,
              ModuleName.DIALOG,
              ModuleName.COLLAB,
              ModuleName.EXTENSION,
              ModuleName.CORE,
              ModuleName.NETWORK)
          .stream()
          .map(ModuleName::wire)
          .collect(Collectors.toUnmodifiableSet());

  private static final Logger LOG = LoggerFactory.getLogger(CachedReads.class);

  private final Storage storage;
  private final ObjectCache cache;
  private final RuntimeListener listener;
  private final Floors floors;
  private final FarCopies far;
  private final LoadDocument loading;
  private final Invalidations invalidations;
  private final Storage.Registration registration;
  private final ConcurrentMap<DocumentKey, Load> loads = new ConcurrentHashMap<>();
  private final OpenTransactions transactions = new OpenTransactions();

  private final Heard heard;
  private final Duration life;

  /** Tells this process from others in what sessions carry about. */
  private final long process = ThreadLocalRandom.current().nextLong();

  /**
   * Reads of a storage.
   *
   * @param cache what is there for all processes
   * @param listener told on the threads of readers
   */
  public CachedReads(
      Storage storage, ObjectCache cache, CacheLimits limits, RuntimeListener listener) {
    this.storage = storage;
    this.cache = cache;
    this.listener = listener;
    this.floors = new Floors(limits.floors(), limits.nearBytes(), limits.life());
    this.heard = new Heard(floors);
    this.life = limits.life();
    this.far = new FarCopies(cache, limits, listener);
    this.loading = new LoadDocument(storage, far, floors, limits, this::refused);
    this.invalidations = new Invalidations(far, limits.life());
    this.registration =
        cache.onInvalidated(
            new ObjectCache.Listener() {
              @Override
              public void invalidated(DocumentKey key) {
                floors.drop(key, loads.containsKey(key));
              }

              @Override
              public void silent() {
                far.telling(false);
                dropAll();
              }

              @Override
              public void missed() {
                dropAll();
                far.telling(true);
              }
            });
  }

  /** Also what is being loaded. */
  private void dropAll() {
    loads.keySet().forEach(key -> floors.drop(key, true));
    floors.dropAll();
  }

  /** Whether documents of a kind are cached. */
  static boolean isCached(String kind) {
    return KINDS.contains(kind);
  }

  @Override
  public Optional<CachedDocument> get(DocumentKey key) {
    long begin = System.nanoTime();
    CachedDocument near = floors.near(key, begin);
    if (near != null) {
      tell(CacheRead.NEAR, begin);
      return Optional.of(near);
    }
    if (!isCached(key.kind())) {
      return stored(key, begin);
    }
    Floor floor = floors.of(key); // before the next line: see changing
    if (transactions.concern(key, begin)) {
      return stored(key, begin);
    }
    Load mine = new Load(floor);
    Load there =
        loads.compute(key, (same, load) -> load == null || !load.isAfter(floor) ? mine : load);
    return there == mine ? load(key, floor, mine, begin) : shared(key, floor, there, begin);
  }

  private Optional<CachedDocument> load(DocumentKey key, Floor floor, Load mine, long begin) {
    try {
      LoadDocument.Loaded loaded = loading.run(key, floor, begin);
      mine.done(loaded.document());
      tell(loaded.from(), begin);
      return loaded.document();
    } finally {
      loads.remove(key, mine);
      mine.failed(); // unless it is done
    }
  }

  /** Whoever waits for another's load, which fails or brings too little, asks for himself. */
  private Optional<CachedDocument> shared(DocumentKey key, Floor floor, Load there, long begin) {
    Optional<Optional<CachedDocument>> found = there.await();
    if (found.isEmpty() || found.get().filter(floor::isAbove).isPresent()) {
      return stored(key, begin);
    }
    tell(CacheRead.SHARED, begin);
    return found.get();
  }

  @Override
  public Optional<CachedDocument> stored(DocumentKey key) {
    return stored(key, System.nanoTime());
  }

  private Optional<CachedDocument> stored(DocumentKey key, long begin) {
    Optional<CachedDocument> found = storage.get(key).map(CachedDocument::of);
    saw(key, found);
    tell(CacheRead.PASSED, begin);
    return found;
  }

  /** It was read from the storage. */
  void saw(DocumentKey key, Optional<CachedDocument> seen) {
    seen.ifPresentOrElse(document -> floors.saw(key, document), () -> floors.changed(key));
  }

  /** Somebody has seen it, nobody can say how it is for others: the next one asks the storage. */
  void shown(DocumentKey key) {
    floors.changed(key);
  }

  /** They were written, or may have been. */
  void changed(Collection<DocumentKey> keys) {
    keys.forEach(floors::changed);
    invalidations.add(keys);
  }

  /**
   * They were written in a transaction of the host, which nobody tells us the end of: for as long
   * as it may take they are read from the storage.
   */
  void changing(Collection<DocumentKey> keys) {
    transactions.wrote(keys); // before their marks: who missed it keeps nothing
    changed(keys);
  }

  @Override
  public void told(String tenant, EventRecord record) {
    heard.record(tenant, record);
  }

  @Override
  public Seen seen(String token) {
    return Seen.read(token, process, life.toMillis(), System::currentTimeMillis);
  }

  @Override
  public Optional<CachedDocument> again(DocumentKey key) {
    floors.changed(key);
    return stored(key, System.nanoTime());
  }

  @Override
  public Reads past(Storage of) {
    return new PastReads(of, this);
  }

  /** How the cache is. */
  public RuntimeHealth.Part health() {
    CacheHealth health = cache.health();
    String failure = far.failure();
    boolean up = health.available() && failure == null;
    String detail =
        up
            ? health.detail() + "; " + floors.copies() + " copies here"
            : "reads go to the storage: " + (failure == null ? health.detail() : failure);
    return new RuntimeHealth.Part(
        "cache", up ? RuntimeHealth.Status.UP : RuntimeHealth.Status.DEGRADED, detail);
  }

  private void refused() {
    tell(RuntimeListener::cacheRefused);
  }

  private void tell(CacheRead from, long begin) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    tell(to -> to.cacheRead(from, took));
  }

  private void tell(Consumer<RuntimeListener> notice) {
    try {
      notice.accept(listener);
    } catch (RuntimeException e) {
      LOG.warn("the runtime listener threw", e);
    }
  }

  /** Tells the others what they were not told yet, for a moment; the cache stays open. */
  @Override
  public void close() {
    invalidations.close();
    registration.close();
  }
}
