package dev.mplp.examples.server.http;

import dev.mplp.model.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much is under way at once. What comes beyond that waits for a moment while few others do, and
 * is then refused, so that some threads are always left for who asks how the server is.
 * Thread-safe.
 */
final class Admission {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Bodies below this are not counted. */
  private static final int SMALL = 16 << 10;

  /** What is made of a body takes many times its size, so all of them get a small share. */
  private static final int SHARE_OF_MEMORY = 64;

  private static final int LEAST_FOR_BODIES = 4 << 20;

  private static final String ARRIVING = "bodies on their way";

  private final int mostCalls;
  private final Semaphore calls;
  private final Semaphore waiting;
  private final Semaphore bodies;
  private final Share arriving;
  private final Share arrivingBytes;
  private final Share imports;
  private final Share exports;
  private final LongAdder callsRefused = new LongAdder();
  private final LongAdder bodiesRefused = new LongAdder();
  private final int forBodies;
  private final long largestBody;
  private final long largestImport;

  /**
   * For a number of threads.
   *
   * @param largestBody fits in always, in bytes
   * @param largestImport what a body has at most that is read line by line, in bytes
   */
  Admission(int threads, long largestBody, long largestImport) {
    this.largestBody = largestBody;
    this.largestImport = largestImport;
    mostCalls = Math.max(1, threads * 5 / 8);
    calls = new Semaphore(mostCalls, true);
    waiting = new Semaphore(threads / 8);
    imports = new Share("imports", Math.max(1, threads / 32), Math.max(1, threads / 64));
    exports = new Share("exports", Math.max(1, threads / 16), Math.max(1, threads / 32));
    long share = Math.max(LEAST_FOR_BODIES, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
    forBodies = (int) Math.min(Integer.MAX_VALUE, Math.max(share, largestBody));
    bodies = new Semaphore(forBodies);
    arriving = new Share(ARRIVING, threads * 16, threads);
    arrivingBytes = new Share(ARRIVING, forBodies, Math.max((int) largestBody, forBodies / 4));
  }

  /** How large a body may be, in bytes. */
  long largestBody() {
    return largestBody;
  }

  /** How large a body may be that is read line by line, in bytes. */
  long largestImport() {
    return largestImport;
  }

  /** What bodies of a caller take while they are on their way, which takes no thread. */
  Arriving arriving(Principal caller) {
    return new Arriving(caller, arriving, arrivingBytes);
  }

  /** Whether a call may begin; then {@link #end} is to follow. */
  boolean begin() {
    boolean began = calls.tryAcquire() || waited();
    if (!began) {
      callsRefused.increment();
    }
    return began;
  }

  private boolean waited() {
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return calls.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.release();
    }
  }

  /** A call that began has ended. */
  void end() {
    calls.release();
  }

  /**
   * Takes room for a body.
   *
   * @return what is to be given to {@link #release}
   * @throws RequestException when there is none
   */
  int take(int size) {
    int room = size < SMALL ? 0 : Math.min(size, forBodies);
    if (room > 0 && !bodies.tryAcquire(room)) {
      bodiesRefused.increment();
      throw busy("too many large bodies are being read here; send this again in a moment");
    }
    return room;
  }

  /** Gives room back. */
  void release(int room) {
    bodies.release(room);
  }

  /**
   * Begins to read a body line by line, which takes the room of the largest line.
   *
   * @return ends that
   * @throws RequestException when there is no room
   */
  Runnable beginImport(Principal caller) {
    Runnable end = imports.begin(caller);
    try {
      int room = take((int) largestBody);
      return () -> {
        release(room);
        end.run();
      };
    } catch (RequestException e) {
      end.run();
      throw e;
    }
  }

  /**
   * Begins an answer that is written bit by bit.
   *
   * @return ends that
   * @throws RequestException when too many are under way
   */
  Runnable beginExport(Principal caller) {
    return exports.begin(caller);
  }

  /** How many calls are under way. */
  int calls() {
    return mostCalls - calls.availablePermits();
  }

  int mostCalls() {
    return mostCalls;
  }

  /** How many requests wait for their bodies. */
  int awaited() {
    return arriving.taken();
  }

  /** How often something was refused, by {@link ServerLoad#LIMITS}. */
  Map<String, Long> refused() {
    return Map.of(
        "calls", callsRefused.sum(),
        "bodies", bodiesRefused.sum(),
        "arriving", arriving.refused() + arrivingBytes.refused(),
        "imports", imports.refused(),
        "exports", exports.refused());
  }

  static RequestException busy(String detail) {
    return new RequestException(503, "UNAVAILABLE", detail).with("Retry-After", "1");
  }
}
