package dev.mplp.agent;

import java.time.Duration;

/**
 * How steps of a role are handed to agents in other processes.
 *
 * @param resendAfter after how long without a sign of life the request is sent again, in case it
 *     was lost: doubled each time, up to 16 times as long. Agents say four times as often that they
 *     are at work. 4 seconds to an hour
 * @param timeout how long an attempt may take in all, waiting in the queue included; the shorter
 *     one of this and {@link dev.mplp.plan.ExecutionOptions#stepTimeout()} counts. A second to 30
 *     days
 */
public record RemoteOptions(Duration resendAfter, Duration timeout) {

  private static final Duration SHORTEST_RESEND = Duration.ofSeconds(4);
  private static final Duration LONGEST_RESEND = Duration.ofHours(1);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(30);

  /** Sent again after a minute, failed after an hour. */
  public static final RemoteOptions DEFAULT =
      new RemoteOptions(Duration.ofMinutes(1), Duration.ofHours(1));

  /** Checks the limits. */
  public RemoteOptions {
    check("resendAfter", resendAfter, SHORTEST_RESEND, LONGEST_RESEND);
    check("timeout", timeout, SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " is " + least + " to " + most + ", but is " + value);
    }
  }

  /** The same, sent again after so long. */
  public RemoteOptions withResendAfter(Duration resendAfter) {
    return new RemoteOptions(resendAfter, timeout);
  }

  /** The same, failed after so long. */
  public RemoteOptions withTimeout(Duration timeout) {
    return new RemoteOptions(resendAfter, timeout);
  }
}
