package dev.mplp.spi;

/**
 * Messages to whoever hears a channel at the moment: at most once, in the order in which one
 * publisher sent them. Nothing is kept for later.
 */
public interface LiveEvents {

  /** How large a message may be, in bytes. */
  int MAX_MESSAGE = 1 << 20;

  /** The longest name of a channel, in characters. */
  int MAX_CHANNEL = 300;

  /**
   * Says something on a channel.
   *
   * @return how many processes hear the channel, -1 when that is not known
   * @throws SharedMemoryException when it cannot be said, or may not have been heard
   * @throws IllegalArgumentException when message or channel are too large, or the latter is empty
   */
  long publish(String channel, byte[] message);

  /**
   * Hears a channel until closed. A listener has a buffer of its own ({@link LiveMailbox}): one
   * that is slow misses messages, which it is told, and holds up nobody else.
   *
   * @throws IllegalArgumentException when the channel's name is empty or too long
   */
  Subscription subscribe(String channel, Listener listener);

  /**
   * Checks what {@link #publish} is given.
   *
   * @param message empty where only the channel is to be checked
   * @throws IllegalArgumentException when it is out of its bounds
   */
  static void check(String channel, byte[] message) {
    if (channel.isEmpty() || channel.length() > MAX_CHANNEL) {
      throw new IllegalArgumentException(
          "the name of a channel has 1 to "
              + MAX_CHANNEL
              + " characters, but is \""
              + channel
              + '"');
    }
    if (message.length > MAX_MESSAGE) {
      throw new IllegalArgumentException(
          "a message has at most " + MAX_MESSAGE + " bytes, but this one has " + message.length);
    }
  }

  /** Hears a channel. Called by one thread at a time. */
  interface Listener {

    /** This was said. */
    void heard(byte[] message);

    /**
     * Messages may have been missed before the next one: told at first, when it begins to hear,
     * after each break of the connection, and when it was too slow.
     */
    void missed();
  }

  /** Ends hearing when closed; idempotent. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
