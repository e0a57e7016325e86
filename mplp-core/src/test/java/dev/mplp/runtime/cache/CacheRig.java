package dev.mplp.runtime.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.runtime.memory.InMemoryObjectCache;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageTap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Reads of several processes over one storage and one cache, whose calls can be caught. */
final class CacheRig implements AutoCloseable {

  static final DocumentKey KEY = key("c1");
  static final CacheLimits LIMITS =
      new CacheLimits(Duration.ofMinutes(1), Duration.ofSeconds(3), 1 << 20, 1000);

  final InMemoryStorage memory = InMemoryStorage.create();
  final InMemoryObjectCache far = InMemoryObjectCache.create();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicReference<Runnable> afterRead = new AtomicReference<>(() -> {});
  final Storage behind =
      StorageTap.over(
          memory,
          call -> {
            Object answer = call.proceed();
            if (call.name().equals("get")) {
              asked.incrementAndGet();
              afterRead.get().run();
            }
            return answer;
          });
  private final List<CachedReads> opened = new ArrayList<>();

  interface Before {
    void call(String name, Object[] arguments);
  }

  static DocumentKey key(String id) {
    return new DocumentKey("acme", "context", id);
  }

  CachedReads process(CacheLimits limits, CountingListener heard) {
    return process(far, limits, heard);
  }

  CachedReads process(ObjectCache cache, CacheLimits limits, CountingListener heard) {
    CachedReads reads = new CachedReads(behind, cache, limits, heard);
    opened.add(reads);
    return reads;
  }

  /** The cache, with something before each of its calls. */
  ObjectCache tapped(Before before) {
    return (ObjectCache)
        Proxy.newProxyInstance(
            ObjectCache.class.getClassLoader(),
            new Class<?>[] {ObjectCache.class},
            (self, method, arguments) -> {
              before.call(method.getName(), arguments);
              try {
                return method.invoke(far, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Written by a process that tells nobody. */
  void put(DocumentKey key, long version, String body) {
    memory.commit(
        ChangeSet.builder(key.tenant())
            .add(
                new Change.PutDocument(
                    key.kind(), key.id(), version, body.getBytes(UTF_8), Map.of()))
            .build());
  }

  void delete(DocumentKey key, long version) {
    memory.commit(
        ChangeSet.builder(key.tenant())
            .add(new Change.DeleteDocument(key.kind(), key.id(), version))
            .build());
  }

  static String look(CachedReads reads, DocumentKey key) {
    return reads.get(key).map(copy -> new String(copy.body(), UTF_8)).orElse("none");
  }

  @Override
  public void close() {
    opened.forEach(CachedReads::close);
    memory.close();
  }
}
