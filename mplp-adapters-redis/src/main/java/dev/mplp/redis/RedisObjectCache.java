package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.CacheException;
import dev.mplp.spi.CacheHealth;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.SharedMemoryException;
import dev.mplp.spi.SharedMemoryHealth;
import dev.mplp.spi.Storage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Copies of documents as one key each, {@code copy:<tenant>/<kind>/<id>}: {@code L} and the token
 * of a lease, or {@code V}, order, version and body. Each ends by itself, by the server's clock.
 * What is taken away is told on the channel {@code copies}.
 */
final class RedisObjectCache implements ObjectCache {

  private static final int HEAD = 1 + Long.BYTES + Long.BYTES;
  private static final byte COPY = 'V';
  private static final long LEASED = 1;
  private static final long LOADING = 2;

  private static final Script LOOK =
      new Script(
          """
          local there = redis.call('GET', KEYS[1])
          if not there then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return {1}
          elseif string.sub(there, 1, 1) == 'L' then
            return {2}
          else
            return {3, redis.call('PTTL', KEYS[1]), there}
          end
          """);

  private static final Script RENEW =
      new Script(
          """
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          return {1}
          """);

  private static final Script FILL =
      new Script(
          """
          if redis.call('GET', KEYS[1]) ~= ARGV[1] then
            return {0}
          end
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return {1}
          """);

  private static final Script RELEASE =
      new Script(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then
            redis.call('DEL', KEYS[1])
          end
          return {1}
          """);

  private final Link link;
  private final String channel;
  private final Queue<Hearing.Registration> hearing = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Copies over a link, which stays open when this is closed. */
  RedisObjectCache(Link link) {
    this.link = link;
    this.channel = link.prefix() + "copies";
  }

  private String[] place(DocumentKey key) {
    return new String[] {link.prefix() + "copy:" + KeyText.of(key)};
  }

  @Override
  public Answer look(DocumentKey key, Duration lease) {
    String token = token();
    List<Object> answer = called(LOOK, key, token.getBytes(UTF_8), millis(lease));
    long state = (Long) answer.get(0);
    if (state == LEASED) {
      return new Answer.Leased(token);
    }
    if (state == LOADING) {
      return new Answer.Loading();
    }
    byte[] value = (byte[]) answer.get(2);
    if (value.length < HEAD || value[0] != COPY) { // it was not put there by this library
      return renew(key, lease);
    }
    Duration left = Duration.ofMillis(Math.max(0, (Long) answer.get(1)));
    return new Answer.Found(copy(value), left);
  }

  @Override
  public Answer.Leased renew(DocumentKey key, Duration lease) {
    String token = token();
    called(RENEW, key, token.getBytes(UTF_8), millis(lease));
    return new Answer.Leased(token);
  }

  @Override
  public boolean fill(DocumentKey key, Answer.Leased lease, CachedDocument copy, Duration keep) {
    if (copy.body().length > MAX_BODY) {
      throw new IllegalArgumentException(
          "a copy has at most " + MAX_BODY + " bytes, not " + copy.body().length);
    }
    byte[] token = lease.token().getBytes(UTF_8);
    return (Long) called(FILL, key, token, value(copy), millis(keep)).get(0) == 1;
  }

  @Override
  public void release(DocumentKey key, Answer.Leased lease) {
    called(RELEASE, key, lease.token().getBytes(UTF_8));
  }

  /** Told last: whoever hears of it must not find what was there. */
  @Override
  public void invalidate(List<DocumentKey> keys) {
    if (!keys.isEmpty()) {
      answered(() -> link.await(gone(keys)));
    }
  }

  /** Those that are gone are told also when others fail. */
  private CompletableFuture<Long> gone(List<DocumentKey> keys) {
    List<CompletableFuture<Long>> each =
        keys.stream().map(key -> link.send(commands -> commands.unlink(place(key)))).toList();
    CompletableFuture<Void> all = CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
    return all.handle(
            (done, error) ->
                IntStream.range(0, keys.size())
                    .filter(i -> !each.get(i).isCompletedExceptionally())
                    .mapToObj(keys::get)
                    .toList())
        .thenCompose(
            gone ->
                gone.isEmpty()
                    ? CompletableFuture.completedFuture(0L)
                    : link.<Long>send(commands -> commands.publish(channel, KeyText.message(gone))))
        .thenCombine(all, (told, done) -> told);
  }

  private List<Object> called(Script script, DocumentKey key, byte[]... values) {
    return answered(() -> link.await(script.send(link, place(key), values)));
  }

  private <T> T answered(Supplier<T> call) {
    if (closed) {
      throw new CacheException("the cache was closed", null);
    }
    try {
      return call.get();
    } catch (SharedMemoryException e) {
      throw new CacheException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String token() {
    return 'L' + UUID.randomUUID().toString();
  }

  private static byte[] millis(Duration time) {
    return String.valueOf(Math.max(1, time.toMillis())).getBytes(UTF_8);
  }

  private static byte[] value(CachedDocument copy) {
    return ByteBuffer.allocate(HEAD + copy.body().length)
        .put(COPY)
        .putLong(copy.order())
        .putLong(copy.version())
        .put(copy.body())
        .array();
  }

  private static CachedDocument copy(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value, 1, value.length - 1);
    long order = buffer.getLong();
    long version = buffer.getLong();
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    return new CachedDocument(order, version, body);
  }

  @Override
  public Storage.Registration onInvalidated(Listener listener) {
    Hearing.Registration registration =
        link.hearing()
            .hear(
                channel,
                new Hearing.Hearer() {
                  @Override
                  public void heard(byte[] message) {
                    KeyText.keys(message).forEach(listener::invalidated);
                  }

                  @Override
                  public void begun() {
                    listener.missed();
                  }

                  @Override
                  public void ended() {
                    listener.missed();
                  }
                });
    hearing.add(registration);
    return () -> {
      hearing.remove(registration);
      registration.close();
    };
  }

  @Override
  public CacheHealth health() {
    SharedMemoryHealth health = link.health();
    return closed
        ? new CacheHealth(false, "closed")
        : new CacheHealth(health.available(), health.detail());
  }

  @Override
  public void close() {
    closed = true;
    hearing.forEach(Hearing.Registration::close);
    hearing.clear();
  }
}
