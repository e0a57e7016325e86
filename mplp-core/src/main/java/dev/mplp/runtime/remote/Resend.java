package dev.mplp.runtime.remote;

import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import java.time.Duration;
import java.time.Instant;

/** When a request is sent again: the timer of its step, whose body says how often it was. */
final class Resend {

  private static final int MOST_DOUBLED = 4;

  private Resend() {}

  /**
   * The timer of a step.
   *
   * @param now by the storage's clock
   * @param times how often it was sent again since there was a sign of life
   */
  static Change timer(ParkedStep step, Instant now, int times) {
    return timer(step, now, times, after(step, times));
  }

  static Change timer(ParkedStep step, Instant now, int times, Duration delay) {
    byte[] body = Wire.bytes(JsonObject.of("v", 1, "times", times));
    return new Change.PutTimer(
        Kinds.TIMER_REMOTE_STEP, step.request().document(), Times.micros(now.plus(delay)), body);
  }

  /** After so long without a sign of life it is sent again. */
  static Duration after(ParkedStep step, int times) {
    return step.resendAfter().multipliedBy(1L << Math.min(times, MOST_DOUBLED));
  }

  /** How often it was sent again, as the timer's body says. */
  static int times(byte[] body) {
    return Wire.object(body).get("times") instanceof JsonNumber times ? times.asInt() : 0;
  }
}
