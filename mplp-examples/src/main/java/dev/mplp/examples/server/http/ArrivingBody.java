package dev.mplp.examples.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A body as it comes: what is there of it is kept, and no thread waits for the rest. It ends whole,
 * or refused, as it is too large, comes too slowly or not at all. Of one thread at a time.
 */
final class ArrivingBody {

  private final Content.Source source;
  private final long most;
  private final Arriving room;
  private final LongSupplier nanos;
  private final long began;
  private final ByteArrayOutputStream come = new ByteArrayOutputStream();
  private int kept;
  private byte @Nullable [] whole;
  private @Nullable RequestException refusal;

  /**
   * Of which nothing is read yet.
   *
   * @param most how many bytes it has at most
   * @param room what it takes of, until {@link #leave}
   * @param nanos the time
   */
  ArrivingBody(Content.Source source, long most, Arriving room, LongSupplier nanos) {
    this.source = source;
    this.most = most;
    this.room = room;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /** Reads what is there, without waiting; true when it has come to its end, whichever. */
  boolean read() {
    while (whole == null && refusal == null) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        return false;
      }
      try {
        take(chunk);
      } catch (RequestException e) {
        refusal = e;
      } finally {
        chunk.release();
      }
    }
    return true;
  }

  private void take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      throw isTooSlow() ? Pace.tooSlow() : RequestBody.brokenOff();
    }
    byte[] bytes = copied(chunk.getByteBuffer());
    if (come.size() + bytes.length > most) {
      throw RequestBody.tooLarge(most);
    }
    if (chunk.isLast() && come.size() == 0) {
      whole = bytes;
      return;
    }
    room.bytes().take(room.caller(), bytes.length);
    kept += bytes.length;
    come.writeBytes(bytes);
    if (chunk.isLast()) {
      whole = come.toByteArray();
    } else if (isTooSlow()) {
      throw Pace.tooSlow();
    }
  }

  private static byte[] copied(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private boolean isTooSlow() {
    return Pace.isTooSlow(nanos.getAsLong() - began, come.size());
  }

  /**
   * Has this run once it has come to its end, on a thread that may wait; false when it is refused
   * at once, as too many are waited for.
   */
  boolean await(Runnable then) {
    try {
      room.requests().take(room.caller(), 1);
    } catch (RequestException e) {
      refusal = e;
      return false;
    }
    demand(
        () -> {
          room.requests().giveBack(room.caller(), 1);
          then.run();
        });
    return true;
  }

  private void demand(Runnable then) {
    source.demand(
        () -> {
          if (read()) {
            then.run();
          } else {
            demand(then);
          }
        });
  }

  /**
   * All of it, when {@link #read} says so.
   *
   * @throws RequestException when it was refused
   */
  byte[] whole() {
    if (refusal != null) {
      throw refusal;
    }
    if (whole == null) {
      throw new IllegalStateException("the body has not come to its end yet");
    }
    return whole;
  }

  /** It is counted elsewhere, or needed no more. */
  void leave() {
    if (kept > 0) {
      room.bytes().giveBack(room.caller(), kept);
      kept = 0;
    }
  }
}
