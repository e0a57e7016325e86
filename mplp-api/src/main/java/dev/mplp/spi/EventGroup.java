package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * Subscribers who share the messages of certain kinds: each message goes to one of them. A group
 * stays when nobody is there, and its messages wait.
 *
 * @param name 1 to 100 characters of {@code A-Z}, {@code a-z}, {@code 0-9}, {@code -}, {@code _}
 * @param patterns of routing keys, as of a topic exchange: {@code *} stands for one word, {@code #}
 *     for any number of them
 * @param prefetch how many messages one subscriber has at once that it has not done, 1 to 10,000
 * @param attempts how often a message is handed out before it is a dead letter, 1 to 20
 * @param retryDelay how long a message rests after its first failure, doubled after each further
 *     one up to an hour; 10 ms to an hour
 */
public record EventGroup(
    String name, List<String> patterns, int prefetch, int attempts, Duration retryDelay) {

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Checks the limits and copies the patterns. */
  public EventGroup {
    checkName(name);
    patterns = List.copyOf(patterns);
    requireNonNull(retryDelay, "retryDelay");
    if (patterns.isEmpty() || patterns.stream().anyMatch(one -> one.length() > 255)) {
      throw new IllegalArgumentException(
          "a group has one pattern or more, of 255 characters at most; \"#\" is everything");
    }
    if (prefetch < 1 || prefetch > 10_000 || attempts < 1 || attempts > 20) {
      throw new IllegalArgumentException(
          "prefetch is 1 to 10,000 and attempts 1 to 20, but they are "
              + prefetch
              + " and "
              + attempts);
    }
    if (retryDelay.toMillis() < 10 || retryDelay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("retryDelay is 10 ms to an hour, but is " + retryDelay);
    }
  }

  /**
   * Refuses what is no name of a group.
   *
   * @return the name
   */
  public static String checkName(String name) {
    if (!name.matches("[A-Za-z0-9_-]{1,100}")) {
      throw new IllegalArgumentException(
          "the name of a group is 1 to 100 characters of A-Z, a-z, 0-9, - and _, but is \""
              + name
              + '"');
    }
    return name;
  }

  /** A group with 20 messages at once for each, five attempts, and a first rest of a second. */
  public static EventGroup of(String name, String... patterns) {
    return new EventGroup(name, List.of(patterns), 20, 5, Duration.ofSeconds(1));
  }

  /** So many messages at once for each subscriber. */
  public EventGroup withPrefetch(int prefetch) {
    return new EventGroup(name, patterns, prefetch, attempts, retryDelay);
  }

  /** So many attempts, with such a rest after the first. */
  public EventGroup withRetries(int attempts, Duration retryDelay) {
    return new EventGroup(name, patterns, prefetch, attempts, retryDelay);
  }

  /** Whether a message with this routing key is for the group. */
  public boolean takes(String routingKey) {
    return patterns.stream().anyMatch(one -> RoutingPattern.matches(one, routingKey));
  }

  /** How long a message rests after an attempt, the first one being 1. */
  public Duration delayAfter(int attempt) {
    Duration delay = retryDelay.multipliedBy(1L << Math.min(attempt - 1, 20));
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
