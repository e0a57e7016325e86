package dev.mplp.runtime.cache;

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

  private final Floor begun;
  private final CompletableFuture<Optional<Optional<CachedDocument>>> result =
      new CompletableFuture<>();

  /**
   * A load that begins.
   *
   * @param begun what was known of the document then
   */
  Load(Floor begun) {
    this.begun = begun;
  }

  /** Whether it began after all that is known now. */
  boolean isAfter(Floor floor) {
    return begun.isAsAt(floor);
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
