package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.Presence;
import dev.mplp.spi.Presence.Member;
import dev.mplp.spi.SharedMemoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Presence}: who announced itself is there until it is over, and nobody else. */
public abstract class PresenceContract {

  private static final Duration LONG = Duration.ofHours(1);

  private final String group = "group {}:} ü " + UUID.randomUUID();

  /** The presence; the same one, or another handle on the same, at each call. */
  protected abstract Presence presence();

  private static Member member(String id) {
    Instant since = Instant.parse("2026-03-01T12:00:00.123Z");
    return new Member(id, since, Map.of("name", "größe \0 " + id, "version", ""));
  }

  @Test
  void member_isThereAsAnnounced_untilItIsWithdrawn() {
    presence().announce(group, member("b"), LONG);
    presence().announce(group, member("a"), LONG);
    assertThat(presence().list(group)).containsExactly(member("a"), member("b"));

    presence().withdraw(group, "a");
    presence().withdraw(group, "a");
    assertThat(presence().list(group)).containsExactly(member("b"));
    presence().withdraw(group, "b");
    assertThat(presence().list(group)).isEmpty();
  }

  @Test
  void announcedAgain_isReplaced() {
    presence().announce(group, member("a"), LONG);
    Member later = new Member("a", Instant.EPOCH, Map.of());
    presence().announce(group, later, LONG);
    assertThat(presence().list(group)).containsExactly(later);
  }

  @Test
  void memberWhoseTimeIsOver_isGone_andTheOthersStay() {
    presence().announce(group, member("stays"), LONG);
    presence().announce(group, member("goes"), Duration.ofMillis(50));
    Eventually.until("it is gone", () -> presence().list(group).size() == 1);
    assertThat(presence().list(group)).containsExactly(member("stays"));
  }

  @Test
  void groups_areApart() {
    String other = group + "2";
    presence().announce(group, member("a"), LONG);
    assertThat(presence().list(other)).isEmpty();
    presence().withdraw(other, "a");
    assertThat(presence().list(group)).hasSize(1);
  }

  @Test
  void fullGroup_takesNobodyElse_untilSomebodyGoes() {
    for (int i = 0; i < Presence.MAX_MEMBERS; i++) {
      presence().announce(group, member("m" + i), LONG);
    }
    assertThatThrownBy(() -> presence().announce(group, member("one-more"), LONG))
        .isInstanceOf(SharedMemoryException.class);
    presence().announce(group, member("m5"), LONG);
    presence().withdraw(group, "m7");
    presence().announce(group, member("one-more"), LONG);
    assertThat(presence().list(group)).hasSize(Presence.MAX_MEMBERS);
  }

  @Test
  void outOfBounds_isRefused() {
    assertThatThrownBy(() -> presence().announce("", member("a"), LONG))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> presence().announce(group, member("a"), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> presence().announce(group, member("a"), Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> member("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Member("a", Instant.EPOCH, Map.of("x", "y".repeat(501))))
        .isInstanceOf(IllegalArgumentException.class);
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 21; i++) {
      many.put("a" + i, "");
    }
    assertThatThrownBy(() -> new Member("a", Instant.EPOCH, many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20");
  }
}
