package dev.mplp.confirm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much waits for a decision of somebody.
 *
 * @param waiting how many Confirms, at most {@value #MOST}
 * @param more whether there are more than were counted
 * @param nextDue when the first of those counted is due; null when none ever is
 */
public record InboxCount(int waiting, boolean more, @Nullable Instant nextDue) {

  /** What is counted at most, so that counting costs the same however much there is. */
  public static final int MOST = 1000;
}
