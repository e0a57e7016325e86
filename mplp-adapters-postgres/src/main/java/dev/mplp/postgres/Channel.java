package dev.mplp.postgres;

import dev.mplp.spi.Storage.Signal;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * How processes on one schema tell each other: a channel of NOTIFY, named after the schema, whose
 * messages are the sender and the names of the signals.
 */
final class Channel {

  private final String name;
  private final String sender = UUID.randomUUID().toString();

  Channel(String schema) {
    name = "mplp " + schema;
  }

  String name() {
    return name;
  }

  String message(Set<Signal> signals) {
    StringBuilder message = new StringBuilder(sender);
    for (Signal signal : signals) {
      message.append(' ').append(signal.name());
    }
    return message.toString();
  }

  /** The signals of a message; none when it is our own or tells something that we do not know. */
  Set<Signal> signals(String message) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    if (!message.startsWith(sender)) {
      for (String word : message.split(" ", -1)) {
        for (Signal signal : Signal.values()) {
          if (signal.name().equals(word)) {
            signals.add(signal);
          }
        }
      }
    }
    return signals;
  }
}
