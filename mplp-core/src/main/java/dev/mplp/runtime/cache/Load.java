package dev.mplp.runtime.cache;

import dev.mplp.runtime.cache.Floors.Floor;
import dev.mplp.spi.CachedDocument;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A document that one thread of this process loads and others wait for. */
final class Load {

  /** In seconds. */
  private static final long PATIENCE = 5;

  private final long mark;
  private final CompletableFuture<Optional<Optional<CachedDocument>>> result =
      new CompletableFuture<>();

  /**
   * A load that begins.
   *
   * @param mark of what was known of the document then
   */
  Load(long mark) {
    this.mark = mark;
  }

  /** Whether it began after all that is known now. */
  boolean isAfter(Floor floor) {
    return mark == floor.mark();
  }

  void done(Optional<CachedDocument> document) {
    result.complete(Optional.of(document));
  }

  void failed() {
    result.complete(Optional.empty());
  }

  /** What was loaded; empty when the load failed or takes too long. */
  Optional<Optional<CachedDocument>> await() {
    try {
      return result.get(PATIENCE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }
}
