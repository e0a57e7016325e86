package dev.mplp.redis;

import dev.mplp.spi.SharedMemoryHealth;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session that there is, and the next one when it breaks: at first at once, then after pauses
 * of up to 5 s, which grow also when sessions are opened that are of no use. Asks every second
 * whether it still answers. Thread-safe.
 */
final class Link implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisMemory.class);
  private static final long FIRST_PAUSE = 100;
  private static final long LAST_PAUSE = 5_000;
  private static final long CHECK = 1_000;
  private static final long LAST_PROBE = 2_000;
  private static final long CALM = TimeUnit.SECONDS.toNanos(5);
  private static final long GIVE_UP = TimeUnit.SECONDS.toNanos(3);

  /** For so long health tells of errors that Redis answers. */
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  /** A session that broke after this was a good one, and one that is of no use after the other. */
  private static final long GOOD = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LONG = TimeUnit.SECONDS.toNanos(10);

  private final Sessions sessions;
  private final RedisUrl place;
  private final String prefix;
  private final Breaker breaker;
  private final Pulse pulse;
  private final Calls calls;
  private final Hearing hearing = new Hearing();
  private final Ears ears;
  private final Bell bell = new Bell();
  private final Thread thread;
  private volatile @Nullable Session current;
  private volatile @Nullable Unfit unfit;
  private String lastTold = "";

  private record Unfit(Session session, String why) {}

  /**
   * A link that is not started yet.
   *
   * @param sessions closed with it
   * @param prefix what every key and channel is to begin with
   */
  Link(RedisUrl place, Sessions sessions, String prefix) {
    this.place = place;
    this.prefix = prefix;
    this.sessions = sessions;
    this.breaker = new Breaker("not yet connected to " + place, REMEMBERED);
    this.pulse = new Pulse(place, prefix, breaker, bell);
    this.ears = new Ears(sessions, pulse, hearing);
    this.calls = new Calls(this, breaker, pulse, place);
    this.thread = new Thread(this::run, "mplp-redis-link");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  SharedMemoryHealth health() {
    Session session = current;
    if (session != null && !session.isOpen()) { // which the thread is about to find
      return breaker.health("no connection to " + place + ": it was closed");
    }
    boolean ended = thread.getState() == Thread.State.TERMINATED;
    return breaker.health(ended ? "the thread of the connection has ended" : null);
  }

  /** What every key and channel begins with. */
  String prefix() {
    return prefix;
  }

  /** Commands. */
  Calls calls() {
    return calls;
  }

  /** What is said on channels. */
  Hearing hearing() {
    return hearing;
  }

  /** True when the nodes of a Cluster share what there is. */
  boolean isCluster() {
    return place.kind() == RedisUrl.Kind.CLUSTER;
  }

  /** Which node of a Cluster has a key; null when that is not known. */
  @Nullable String node(String key) {
    return isCluster() ? sessions.node(key) : null;
  }

  /** The session that there is, null while there is none. */
  @Nullable Session session() {
    return current;
  }

  /** A session is to end, another may do. */
  void isUnfit(Session session, String why) {
    unfit = new Unfit(session, why);
    bell.ring();
  }

  /**
   * An answer may come when the session that it is about has ended, and says nothing of the next.
   */
  private @Nullable String unfit(@Nullable Session session) {
    Unfit told = unfit;
    return told != null && told.session.equals(session) ? told.why : null;
  }

  private void run() {
    long pause = FIRST_PAUSE;
    while (!bell.isClosing()) {
      try {
        pause = turn(pause);
      } catch (RuntimeException | Error e) { // also of what cleans up
        current = null;
        breaker.shut("no connection to " + place + ": " + e);
        LOG.warn("the connection to {} is tried again after an error", place, e);
        bell.rest(LAST_PAUSE);
      }
    }
  }

  /**
   * One session from its beginning to its end, and the pause after it.
   *
   * @return the next pause
   */
  private long turn(long before) {
    String why = "it was closed";
    Session session = null;
    boolean good = false;
    long opened = System.nanoTime();
    try {
      session = sessions.open();
      opened = System.nanoTime();
      good = begin(session);
      stay(session);
    } catch (RuntimeException | Error e) { // whatever it was, the next session may be a good one
      why = Errors.reason(e);
    }
    Session last = current == null ? session : current;
    String unfit = unfit(last);
    lost(last, unfit == null ? why : unfit);
    long lasted = System.nanoTime() - opened;
    long pause = good && lasted > (unfit == null ? GOOD : LONG) ? FIRST_PAUSE : before;
    bell.rest(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    return Math.min(pause * 2, LAST_PAUSE);
  }

  /** Whether it answers. */
  private boolean begin(Session session) {
    session.connection().addListener(bell.whenLost());
    if (!isCluster()) {
      pulse.checkMaster(session);
    }
    hear(session);
    current = session;
    boolean good = pulse.answers(session) && unfit(session) == null;
    if (good) {
      LOG.info("connected to {}", place);
      lastTold = "";
    }
    return good;
  }

  private void hear(Session session) {
    session.hearing().addListener(bell.whenLost());
    hearing.begin(session.hearing(), refused -> isUnfit(session, refused));
  }

  /** Until it is broken, or has not answered for too long. */
  private void stay(Session first) {
    Session session = first;
    long good = System.nanoTime();
    long opened = System.nanoTime();
    long probe = FIRST_PAUSE;
    while (!bell.isClosing() && session.isOpen() && unfit(session) == null) {
      if (breaker.isShut()) {
        probe = System.nanoTime() - opened > CALM ? FIRST_PAUSE : Math.min(probe * 2, LAST_PROBE);
        bell.rest(probe);
      } else {
        bell.await(CHECK);
      }
      if (bell.isClosing() || !session.isOpen()) {
        return;
      }
      session = ears.check(session, this::hear);
      current = session;
      boolean wasShut = breaker.isShut();
      if (pulse.answers(session)) {
        good = System.nanoTime();
        opened = wasShut ? good : opened;
      } else if (System.nanoTime() - good > GIVE_UP) {
        throw new IllegalStateException("it does not answer");
      }
    }
  }

  private void lost(@Nullable Session session, String why) {
    current = null;
    boolean closing = bell.isClosing();
    if (!closing || session != null) {
      breaker.shut("no connection to " + place + ": " + (closing ? "it was closed" : why));
    }
    if (!closing && !why.equals(lastTold)) {
      lastTold = why;
      LOG.warn("no connection to {}, which is tried again all the time: {}", place, why);
    }
    hearing.end();
    if (session != null && !closing) {
      session.close();
    }
  }

  @Override
  public void close() {
    bell.close();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sessions.close();
  }
}
