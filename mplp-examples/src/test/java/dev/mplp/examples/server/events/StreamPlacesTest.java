package dev.mplp.examples.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.examples.server.http.RequestException;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamPlacesTest {

  private final StreamPlaces places =
      new StreamPlaces(new StreamLimits(8, 5, Duration.ofSeconds(1), Duration.ofSeconds(1)));

  private static Principal of(String tenant, String subject) {
    return Principal.of(Tenant.of(tenant), subject);
  }

  private void take(int times, Principal subject) {
    for (int i = 0; i < times; i++) {
      places.take(subject);
    }
  }

  private void refuses(Principal subject, String because) {
    int before = places.taken();
    assertThatThrownBy(() -> places.take(subject))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(because);
    assertThat(places.taken()).isEqualTo(before);
  }

  @Test
  void lastQuarter_isForTenantsThatHaveLessThanOne() {
    take(5, of("acme", "ada"));
    take(1, of("acme", "eve"));
    refuses(of("acme", "joe"), "for other tenants");
    take(2, of("corp", "ada"));
    refuses(of("corp", "ada"), "as many streams as it takes");
    places.giveBack(of("acme", "eve"));
    refuses(of("acme", "joe"), "for other tenants");
    places.giveBack(of("acme", "ada"));
    places.giveBack(of("acme", "ada"));
    take(1, of("acme", "joe"));
  }

  @Test
  void caller_hasSoMany_andAnotherOneWhenOneEnded() {
    take(5, of("acme", "ada"));
    refuses(of("acme", "ada"), "of one caller");
    places.giveBack(of("acme", "ada"));
    take(1, of("acme", "ada"));
  }
}
