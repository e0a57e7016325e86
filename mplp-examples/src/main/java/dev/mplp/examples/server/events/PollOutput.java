package dev.mplp.examples.server.events;

import dev.mplp.MplpException;
import dev.mplp.event.EventRecord;
import dev.mplp.examples.server.http.Following;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer, with what is seen first, or with nothing. */
final class PollOutput implements Output {

  private final Following.Body body;

  PollOutput(Following.Body body) {
    this.body = body;
  }

  @Override
  public byte[] begin() {
    return new byte[0];
  }

  @Override
  public byte @Nullable [] of(List<EventRecord> seen, long position) {
    return seen.isEmpty() ? null : body.of(seen, position);
  }

  @Override
  public byte @Nullable [] beat(long position) {
    return null;
  }

  /** The status has gone: whoever asks again from there is told what is wrong. */
  @Override
  public byte[] end(long position, @Nullable MplpException problem) {
    return body.of(List.of(), position);
  }

  @Override
  public boolean isOne() {
    return true;
  }
}
