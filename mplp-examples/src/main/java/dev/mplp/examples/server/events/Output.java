package dev.mplp.examples.server.events;

import dev.mplp.MplpException;
import dev.mplp.event.EventRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a follower is sent. Of one thread at a time. */
interface Output {

  /** What is sent before anything else; empty for nothing. */
  byte[] begin();

  /**
   * What was seen.
   *
   * @param position up to where it was looked
   * @return null to wait for more
   */
  byte @Nullable [] of(List<EventRecord> seen, long position);

  /** That nothing was to be told for a while; null for nothing. */
  byte @Nullable [] beat(long position);

  /** Why it ends; null for a good end. */
  byte[] end(long position, @Nullable MplpException problem);

  /** Whether everything is told with the first thing that is. */
  boolean isOne();
}
