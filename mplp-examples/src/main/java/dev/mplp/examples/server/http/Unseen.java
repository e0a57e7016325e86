package dev.mplp.examples.server.http;

import org.jspecify.annotations.Nullable;

/** Hears of what comes to a server and to none of its filters. Thread-safe. */
public interface Unseen {

  /** Nobody hears. */
  Unseen NOBODY =
      new Unseen() {
        @Override
        public void answered(@Nullable String method, int status) {}

        @Override
        public void turnedAway() {}

        @Override
        public void brokenOff() {}
      };

  /**
   * What is no HTTP, or too long, or came too late was answered.
   *
   * @param method as far as it could be read
   */
  void answered(@Nullable String method, int status);

  /** A connection was closed at once, as its address has enough of them. */
  void turnedAway();

  /** An answer that was written bit by bit did not come to its end. */
  void brokenOff();
}
