package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventMessage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often events may come: once, and once more for each relay that was killed over them. */
final class Repeats {

  /**
   * A relay that was killed.
   *
   * @param stored a position up to which it had stored, before, that everything was confirmed
   * @param head the end of the log, after
   */
  record Kill(long stored, long head) {

    private boolean canRepeat(long position) {
      return stored < position && position <= head;
    }
  }

  private Repeats() {}

  /**
   * Refuses events that came more often.
   *
   * @param others how often somebody else took over without a kill, as a process was too slow
   */
  static void check(Collection<EventDelivery> received, List<Kill> kills, int others) {
    Map<String, Integer> times = new HashMap<>();
    for (EventDelivery delivery : received) {
      EventMessage message = delivery.message();
      long position = Long.parseLong(message.attributes().get(EventMessage.POSITION));
      long over = kills.stream().filter(kill -> kill.canRepeat(position)).count();
      assertThat(times.merge(message.id(), 1, Integer::sum))
          .as("times of %s at position %s, with %s", message.id(), position, kills)
          .isLessThanOrEqualTo((int) over + 1 + others);
    }
  }
}
