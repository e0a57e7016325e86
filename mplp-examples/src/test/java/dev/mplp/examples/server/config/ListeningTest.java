package dev.mplp.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a server is asked how it is. */
class ListeningTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 3100, http://127.0.0.1:3100",
    "::, 3100, http://127.0.0.1:3100",
    "10.0.0.7, 3100, http://10.0.0.7:3100",
    "::1, 3100, http://[::1]:3100",
    "'', '', http://127.0.0.1:3000"
  })
  void address_isOneThatTheServerListensTo(String host, String port, String address) {
    assertThat(Listening.of(Map.of("MPLP_HOST", host, "PORT", port))).hasToString(address);
  }

  @Test
  void port_thatIsNone_isRefused() {
    assertThatThrownBy(() -> Listening.of(Map.of("PORT", "x"))).isInstanceOf(ConfigException.class);
  }
}
