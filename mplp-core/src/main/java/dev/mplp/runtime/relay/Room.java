package dev.mplp.runtime.relay;

import dev.mplp.runtime.relay.Lane.Outgoing;

/**
 * How much is on its way to the broker, and how much more may be: of all lanes together and of one.
 * For one thread.
 */
final class Room {

  private static final int MOST_MESSAGES = 5_000;
  private static final long MOST_BYTES = 32L << 20;
  private static final int MOST_OF_ONE = 250;
  private static final int LEAST_OF_ONE = 10;
  private static final long LEAST_BYTES_OF_ONE = 64L << 10;

  private int messages;
  private long bytes;

  /** One more is on its way. */
  void add(Outgoing message) {
    messages++;
    bytes += message.size();
    message.lane().bytes += message.size();
  }

  /** It is not any more. */
  void remove(Outgoing message) {
    messages--;
    bytes -= message.size();
    message.lane().bytes -= message.size();
  }

  int messages() {
    return messages;
  }

  long bytes() {
    return bytes;
  }

  /** Whether there is none for any lane. */
  boolean isFull() {
    return messages >= MOST_MESSAGES || bytes >= MOST_BYTES;
  }

  /** Whether more than half of it is taken. */
  boolean isHalfFull() {
    return messages > MOST_MESSAGES / 2 || bytes > MOST_BYTES / 2;
  }

  /** The less room there is for all, the less has one. */
  boolean isFull(Lane lane) {
    long mostBytes = Math.max(LEAST_BYTES_OF_ONE, (MOST_BYTES - bytes) / 8);
    return lane.waiting.size() >= mostOfOne() || lane.bytes >= mostBytes;
  }

  /** Whether a lane has so little that it is time to read on for it. */
  boolean isLow(Lane lane) {
    return lane.waiting.size() <= LEAST_OF_ONE / 2 && !isFull(lane);
  }

  /** How many messages more fit into a lane; at least none, by their number alone. */
  int left(Lane lane) {
    return Math.max(0, mostOfOne() - lane.waiting.size());
  }

  private int mostOfOne() {
    return Math.min(MOST_OF_ONE, Math.max(LEAST_OF_ONE, (MOST_MESSAGES - messages) / 10));
  }
}
