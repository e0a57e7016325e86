package dev.mplp.examples.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.examples.server.config.ServerConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is open, on one's own machine. */
class OpenAuthenticatorTest {

  private static RequestCredentials calling(String host) {
    return new RequestCredentials(List.of(), List.of(), host, "127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:3000", "127.0.0.1:3000", "127.1.2.3", "[::1]:3000"})
  void everybodyOnTheMachine_isTheDeveloper(String host) {
    Authenticator authenticator = Authenticators.of(ServerConfig.of(Map.of()));
    assertThat(authenticator.authenticate(calling(host))).isEqualTo(OpenAuthenticator.DEVELOPER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]"})
  void namesOfWebPages_areRefused_exceptWhereItListensToOthers(String host) {
    Authenticator authenticator = Authenticators.of(ServerConfig.of(Map.of()));
    assertThatThrownBy(() -> authenticator.authenticate(calling(host)))
        .isInstanceOf(UnauthenticatedException.class);
    Authenticator listening = Authenticators.of(ServerConfig.of(Map.of("MPLP_HOST", "0.0.0.0")));
    assertThat(listening.authenticate(calling(host))).isEqualTo(OpenAuthenticator.DEVELOPER);
  }
}
