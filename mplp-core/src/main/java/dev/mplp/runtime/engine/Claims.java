package dev.mplp.runtime.engine;

import dev.mplp.spi.Claim;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Claims steps for places that are free: by themselves, or along with a commit ({@link Order}).
 * Every place that is taken for a claim either gets a step or is given back.
 */
final class Claims {

  private final Storage storage;
  private final HandlerRegistry handlers;
  private final WorkerIds ids;
  private final Places places;
  private volatile BiConsumer<Claim, UUID> receiver = (claim, worker) -> {};
  private volatile boolean closed;

  Claims(Storage storage, HandlerRegistry handlers, WorkerIds ids, Places places) {
    this.storage = storage;
    this.handlers = handlers;
    this.ids = ids;
    this.places = places;
  }

  /** Who gets what is claimed; before anything is. */
  void giveTo(BiConsumer<Claim, UUID> who) {
    receiver = who;
  }

  /** A claim to be made along with a commit. Exactly one of its ends is called. */
  final class Order {

    private final UUID worker;
    private final int max;

    private Order(UUID worker, int max) {
      this.worker = worker;
      this.max = max;
    }

    UUID worker() {
      return worker;
    }

    @Nullable Set<String> roles() {
      return handlers.roles();
    }

    int max() {
      return max;
    }

    /** These were claimed; true when there may be more for places that became free meanwhile. */
    boolean got(List<Claim> claims) {
      began(claims, worker, max);
      return claims.size() == max;
    }

    void gotNothing() {
      places.giveBack(max);
    }

    /** Steps may be held in the worker's name that nobody runs: it goes on under another one. */
    void unknown() {
      ids.change(worker);
      places.giveBack(max);
    }
  }

  /** Null when nothing is to be claimed now: no place, or no worker yet. */
  @Nullable Order order() {
    UUID worker = closed ? null : ids.presentOrNull();
    int max = worker == null ? 0 : places.takeAll();
    return worker == null || max == 0 ? null : new Order(worker, max);
  }

  /** Claims; how many. */
  int claim() {
    UUID worker = ids.present();
    int max = places.takeAll();
    if (max == 0) {
      return 0;
    }
    List<Claim> claims;
    try {
      claims = storage.work().claim(worker, handlers.roles(), max);
    } catch (RuntimeException e) {
      places.giveBack(max);
      throw e;
    }
    began(claims, worker, max);
    return claims.size();
  }

  private void began(List<Claim> claims, UUID worker, int max) {
    places.began(claims.size());
    places.giveBack(max - claims.size());
    ids.claimed(worker, claims.size());
    claims.forEach(claim -> receiver.accept(claim, worker));
  }

  /** No more orders. */
  void close() {
    closed = true;
  }
}
