package dev.mplp.observe;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the relay of a runtime, which brings events to a broker, has done since it was opened. Of
 * several runtimes over one storage one relays at a time.
 *
 * @param relaying whether it is this one, at the moment
 * @param waiting records of the log that are not relayed yet, as this runtime last saw
 * @param sent messages sent, each time counted
 * @param confirmed messages that the broker has confirmed
 * @param confirming how long those took from being sent to being confirmed, all together
 * @param retried messages that are sent again because they did not reach the broker, each time
 *     counted
 * @param refused messages left out because the broker will never take them
 */
public record RelayFigures(
    boolean relaying,
    long waiting,
    long sent,
    long confirmed,
    Duration confirming,
    long retried,
    long refused) {

  /** Refuses null. */
  public RelayFigures {
    requireNonNull(confirming, "confirming");
  }
}
