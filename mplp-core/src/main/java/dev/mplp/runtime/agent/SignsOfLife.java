package dev.mplp.runtime.agent;

import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.remote.StepReply;
import dev.mplp.runtime.remote.StepRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says while it works on a request: that it does, and how far it is. Progress that
 * comes more than once a second is told once, with the last word.
 */
final class SignsOfLife {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<StepReply> sending;
  private final StepRequest request;
  private StepReply.@Nullable Progress untold;
  private long toldAt = System.nanoTime() - SECOND;

  SignsOfLife(Consumer<StepReply> sending, StepRequest request) {
    this.sending = sending;
    this.request = request;
  }

  void progress(double fraction, @Nullable String message) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("a fraction is from 0 to 1, but is " + fraction);
    }
    String text =
        message == null
            ? null
            : Bodies.clean(
                message.substring(0, Math.min(message.length(), StepReply.LONGEST_MESSAGE)));
    synchronized (this) {
      untold = new StepReply.Progress(request.requestId(), request.attempt(), fraction, text);
    }
    tell();
  }

  /** Sends the last word, unless one was sent a moment ago. */
  void tell() {
    StepReply next;
    synchronized (this) {
      next = untold;
      if (next == null || System.nanoTime() - toldAt < SECOND) {
        return;
      }
      untold = null;
      toldAt = System.nanoTime();
    }
    sending.accept(next);
  }

  void beat() {
    sending.accept(new StepReply.Heartbeat(request.requestId(), request.attempt()));
  }
}
