package dev.mplp.tck;

import dev.mplp.spi.StepTransport;

/** The queues of steps for one test. */
public interface StepTransportFixture extends AutoCloseable {

  /** A handle on them, as another process would have it; the test closes it. */
  StepTransport open();

  /**
   * Puts bytes into the queue of a role without asking any transport, as whoever has the broker's
   * password could.
   */
  void injectRequest(String role, byte[] data);

  /** The same, into the queue of replies. */
  void injectReply(byte[] data);

  /** Throws everything away. */
  @Override
  void close();
}
