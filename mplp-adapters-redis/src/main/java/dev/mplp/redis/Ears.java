package dev.mplp.redis;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that channels are heard in a Cluster, where one connection to one node does that: when
 * that node is silent, they are heard at another one, and commands go on meanwhile. For one thread.
 */
final class Ears {

  private static final Logger LOG = LoggerFactory.getLogger(RedisMemory.class);
  private static final int ENOUGH = 3;

  private final Sessions sessions;
  private final Pulse pulse;
  private final Hearing hearing;
  private int silent;

  Ears(Sessions sessions, Pulse pulse, Hearing hearing) {
    this.sessions = sessions;
    this.pulse = pulse;
    this.hearing = hearing;
  }

  /**
   * Looks whether a session hears.
   *
   * @param begin told of one that hears elsewhere
   * @return that one, else the session itself; throws what the client says when there is no node
   *     that can be heard
   */
  Session check(Session session, Consumer<Session> begin) {
    if (!session.mends() || pulse.hears(session)) {
      silent = 0;
      return session;
    }
    silent++;
    if (silent < ENOUGH && session.hearing().isOpen()) {
      return session;
    }
    silent = 0;
    hearing.end();
    Session next = sessions.heardElsewhere(session);
    LOG.warn("channels are heard at another node, as that where they were is silent");
    begin.accept(next);
    var unused = session.hearing().closeAsync();
    return next;
  }
}
