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
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Copies of documents as one key each, {@code copy:<tenant>/<kind>/<id>}: {@code L} and the token
 * of a lease, or {@code V}, order, version and body. Each ends by itself, by the server's clock.
 * What is taken away is told on the channel {@code copies}.
 */
final class RedisObjectCache implements ObjectCache {

  private final Link link;
  private final Calls calls;
  private final String channel;

  /** How long readers wait, rather than going to the storage. */
  private final Duration patience;

  private final Queue<Hearing.Registration> hearing = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Copies over a link, which stays open when this is closed. */
  RedisObjectCache(Link link) {
    this.link = link;
    this.calls = link.calls();
    this.patience = calls.timeout().dividedBy(4);
    this.channel = link.prefix() + "copies";
  }

  private String[] place(DocumentKey key) {
    return new String[] {link.prefix() + "copy:" + KeyText.of(key)};
  }

  @Override
  public Answer look(DocumentKey key, Duration lease) {
    Answer.Leased leased = new Answer.Leased(CopyForm.token());
    List<Object> answer = leasing(CopyForm.LOOK, key, leased, lease);
    long state = (Long) answer.get(0);
    if (state == CopyForm.LEASED) {
      return leased;
    }
    if (state == CopyForm.LOADING) {
      return new Answer.Loading();
    }
    byte[] value = (byte[]) answer.get(2);
    if (!CopyForm.isCopy(value)) { // it was not put there by this library
      return renew(key, lease);
    }
    Duration left = Duration.ofMillis(Math.max(0, (Long) answer.get(1)));
    return new Answer.Found(CopyForm.copy(value), left);
  }

  @Override
  public Answer.Leased renew(DocumentKey key, Duration lease) {
    Answer.Leased leased = new Answer.Leased(CopyForm.token());
    List<Object> unused = leasing(CopyForm.RENEW, key, leased, lease);
    return leased;
  }

  /** A lease that comes when nobody waits for it any more is given back. */
  private List<Object> leasing(
      Script script, DocumentKey key, Answer.Leased leased, Duration lease) {
    CompletableFuture<List<Object>> answer =
        sent(script, key, leased.token().getBytes(UTF_8), CopyForm.millis(lease));
    try {
      return answered(() -> calls.await(answer, patience));
    } catch (CacheException e) {
      var unused =
          answer.thenAccept(
              late -> {
                if ((Long) late.get(0) == CopyForm.LEASED) {
                  var unusedToo = release(key, leased);
                }
              });
      throw e;
    }
  }

  @Override
  public CompletionStage<Boolean> fill(
      DocumentKey key, Answer.Leased lease, CachedDocument copy, Duration keep) {
    if (copy.body().length > MAX_BODY) {
      throw new IllegalArgumentException(
          "a copy has at most " + MAX_BODY + " bytes, not " + copy.body().length);
    }
    byte[] token = lease.token().getBytes(UTF_8);
    return sent(CopyForm.FILL, key, token, CopyForm.value(copy), CopyForm.millis(keep))
        .thenApply(answer -> (Long) answer.get(0) == 1);
  }

  @Override
  public CompletionStage<Void> release(DocumentKey key, Answer.Leased lease) {
    return sent(CopyForm.RELEASE, key, lease.token().getBytes(UTF_8)).thenAccept(answer -> {});
  }

  /** Told last: whoever hears of it must not find what was there. */
  @Override
  public void invalidate(List<DocumentKey> keys) {
    if (!keys.isEmpty()) {
      answered(() -> calls.await(gone(keys)));
    }
  }

  private CompletableFuture<Long> gone(DocumentKey key) {
    String[] place = place(key);
    return calls.send(place[0], commands -> commands.unlink(place));
  }

  /** Those that are gone are told also when others fail. */
  private CompletableFuture<Long> gone(List<DocumentKey> keys) {
    List<CompletableFuture<Long>> each = keys.stream().map(this::gone).toList();
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
                    : calls.<Long>send(
                        channel, commands -> commands.publish(channel, KeyText.message(gone))))
        .thenCombine(all, (told, done) -> told);
  }

  /** Nobody waits for it. */
  private CompletableFuture<List<Object>> sent(Script script, DocumentKey key, byte[]... values) {
    checkOpen();
    return script
        .send(calls, place(key), values)
        .exceptionallyCompose(error -> CompletableFuture.failedFuture(failure(error)));
  }

  private void checkOpen() {
    if (closed) {
      throw new CacheException("the cache was closed", null);
    }
  }

  private <T> T answered(Supplier<T> call) {
    checkOpen();
    try {
      return call.get();
    } catch (SharedMemoryException e) {
      throw failure(e);
    }
  }

  private static CacheException failure(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof CacheException known
        ? known
        : new CacheException(String.valueOf(cause == null ? error : cause.getMessage()), cause);
  }

  @Override
  public Storage.Registration onInvalidated(Listener listener) {
    listener.silent(); // until the server has said that the channel is heard
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
                    listener.silent();
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
