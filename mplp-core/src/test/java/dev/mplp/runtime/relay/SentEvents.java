package dev.mplp.runtime.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.memory.InMemoryBroker;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.tck.Eventually;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ids of what a log is to be sent as, and of what was sent, by Context. */
final class SentEvents {

  private SentEvents() {}

  static Map<String, List<String>> expected(Storage storage) {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (LogRecord record : storage.log().readAll(0, storage.log().head())) {
      for (EventMessage message : EventMessages.of(record)) {
        expected.computeIfAbsent(lane(message), key -> new ArrayList<>()).add(message.id());
      }
    }
    return expected;
  }

  private static String lane(EventMessage message) {
    return message.attributes().get(EventMessage.TENANT)
        + '/'
        + message.attributes().get(EventMessage.CONTEXT);
  }

  /** What was sent, the first time of each. */
  static Map<String, List<String>> first(InMemoryBroker broker) {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (EventMessage message : broker.sent()) {
      if (seen.add(message.id())) {
        sent.computeIfAbsent(lane(message), key -> new ArrayList<>()).add(message.id());
      }
    }
    return sent;
  }

  static void everythingInOrder(Storage storage, InMemoryBroker broker) {
    Eventually.until(
        "everything is sent", () -> ids(first(broker)).containsAll(ids(expected(storage))));
    assertThat(first(broker)).isEqualTo(expected(storage));
  }

  static Set<String> ids(Map<String, List<String>> lanes) {
    Set<String> ids = new HashSet<>();
    lanes.values().forEach(ids::addAll);
    return ids;
  }
}
