package dev.mplp.runtime.sharing;

import dev.mplp.observe.Replica;
import dev.mplp.spi.Presence;
import dev.mplp.spi.Presence.Member;
import dev.mplp.spi.SharedMemoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This runtime and its like, as far as they announce themselves. Nothing is decided by it. */
final class Replicas {

  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
  private static final String GROUP = "replicas";
  private static final String NAME = "name";
  private static final String VERSION = "version";
  private static final String UNKNOWN = "unknown";
  private static final int LONGEST = 500;
  private static final Duration TTL = Duration.ofSeconds(10);

  /** How often it is to be announced: a few times before the last announcement is forgotten. */
  static final Duration PERIOD = TTL.dividedBy(5);

  private final Presence presence;
  private final Member own;

  Replicas(Presence presence, String name) {
    this.presence = presence;
    String shortName = name.substring(0, Math.min(name.length(), LONGEST));
    String version = Replicas.class.getPackage().getImplementationVersion();
    this.own =
        new Member(
            UUID.randomUUID().toString(),
            Instant.now(),
            Map.of(NAME, shortName, VERSION, version == null ? UNKNOWN : version));
  }

  /** Says that this one is there; when it cannot be said, it is said again the next time. */
  void announce() {
    try {
      presence.announce(GROUP, own, TTL);
    } catch (SharedMemoryException e) {
      LOG.debug("the others are not told that this replica is there", e);
    }
  }

  /** Says that it is gone; otherwise that is known a little later. */
  void withdraw() {
    try {
      presence.withdraw(GROUP, own.id());
    } catch (SharedMemoryException e) {
      LOG.debug("the others find out by themselves that this replica is gone", e);
    }
  }

  /** Who is there; null when that is not known. */
  @Nullable List<Replica> list() {
    try {
      return presence.list(GROUP).stream().map(Replicas::replica).toList();
    } catch (SharedMemoryException e) {
      return null;
    }
  }

  private static Replica replica(Member member) {
    Map<String, String> attributes = member.attributes();
    return new Replica(
        member.id(),
        Optional.ofNullable(attributes.get(NAME)).orElse(UNKNOWN),
        member.since(),
        Optional.ofNullable(attributes.get(VERSION)).orElse(UNKNOWN));
  }
}
