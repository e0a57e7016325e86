package dev.mplp.examples.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.examples.server.config.ConfigException;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of programs. */
class ApiKeysTest {

  private static final Principal CI = Principal.of(Tenant.of("acme"), "ci", "importer", "reader");

  private final SettableClock clock = new SettableClock();
  private final NewApiKey made = NewApiKey.of("ci", CI, null);
  private Path file;

  @BeforeEach
  void write(@TempDir Path folder) throws IOException {
    file = folder.resolve("keys");
    Files.writeString(file, "# keys\n\n" + made.line() + '\n');
  }

  private Authenticator authenticator() {
    ServerConfig config = ServerConfig.of(Map.of("MPLP_API_KEYS_FILE", file.toString()));
    assertThat(config.isOpen()).isFalse();
    return Authenticators.of(config, clock);
  }

  private static Principal bearer(Authenticator authenticator, String key) {
    return authenticator.authenticate(
        new RequestCredentials(List.of("bearer " + key), List.of(), "", "192.0.2.1"));
  }

  @Test
  void key_tellsWhoIsCalling_inEitherHeader() {
    assertThat(bearer(authenticator(), made.key())).isEqualTo(CI);
    assertThat(
            authenticator()
                .authenticate(
                    new RequestCredentials(List.of(), List.of(made.key()), "", "192.0.2.1")))
        .isEqualTo(CI);
  }

  @Test
  void key_isNotInTheFile_norInTexts() throws IOException {
    assertThat(Files.readString(file) + made).doesNotContain(made.key().substring(5));
  }

  @Test
  void otherKeys_areRefused() {
    Authenticator authenticator = authenticator();
    String hash = NewApiKey.hash(made.key());
    for (String key :
        List.of(
            NewApiKey.of("x", CI, null).key(), "mplp_", hash, made.key() + "x", "mplp_" + hash)) {
      assertThatThrownBy(() -> bearer(authenticator, key))
          .isInstanceOf(UnauthenticatedException.class);
    }
  }

  @Test
  void missingAndDoubleCredentials_areRefused() {
    Authenticator authenticator = authenticator();
    assertThatThrownBy(
            () ->
                authenticator.authenticate(
                    new RequestCredentials(List.of(), List.of(), "", "192.0.2.1")))
        .isInstanceOfSatisfying(
            UnauthenticatedException.class,
            e -> assertThat(e.challenge()).isEqualTo("Bearer realm=\"mplp\""));
    String bearer = "Bearer " + made.key();
    for (RequestCredentials credentials :
        List.of(
            new RequestCredentials(List.of(bearer, bearer), List.of(), "", "192.0.2.1"),
            new RequestCredentials(List.of(bearer), List.of(made.key()), "", "192.0.2.1"),
            new RequestCredentials(List.of("Basic YTpi"), List.of(), "", "192.0.2.1"))) {
      assertThatThrownBy(() -> authenticator.authenticate(credentials))
          .isInstanceOf(UnauthenticatedException.class);
    }
  }

  @Test
  void key_endsWhenItsTimeIsOver() throws IOException {
    NewApiKey short1 = NewApiKey.of("short", CI, clock.instant().plusSeconds(60));
    Files.writeString(file, short1.line());
    Authenticator authenticator = authenticator();
    assertThat(bearer(authenticator, short1.key())).isEqualTo(CI);
    clock.advance(Duration.ofMinutes(1));
    assertThatThrownBy(() -> bearer(authenticator, short1.key())).hasMessageContaining("expired");
  }

  @Test
  void changedFile_countsAfterASecond_andABrokenOneNever() throws IOException {
    Authenticator authenticator = authenticator();
    NewApiKey next = NewApiKey.of("next", CI, null);
    Files.writeString(file, next.line());
    clock.advance(ApiKeys.LOOK);
    assertThat(bearer(authenticator, next.key())).isEqualTo(CI);
    assertThatThrownBy(() -> bearer(authenticator, made.key()))
        .isInstanceOf(UnauthenticatedException.class);

    Files.writeString(file, "nonsense");
    clock.advance(ApiKeys.LOOK);
    assertThat(bearer(authenticator, next.key())).isEqualTo(CI);
    Files.delete(file);
    clock.advance(ApiKeys.LOOK);
    assertThat(bearer(authenticator, next.key())).isEqualTo(CI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "name=a sha256=abc subject=b",
        "name=a subject=b",
        "sha256=HASH subject=b",
        "name=a sha256=HASH",
        "name=a sha256=HASH subject=b secret=c",
        "name=a sha256=HASH subject=b tenant=A",
        "name=a sha256=HASH subject=b until=tomorrow",
        "name=a name=b sha256=HASH subject=b",
        "name=ci sha256=HASH subject=b"
      })
  void wrongLine_isToldWhenTheServerStarts(String line) throws IOException {
    String hash = "0".repeat(64);
    Files.writeString(file, made.line() + '\n' + line.replace("HASH", hash) + '\n');
    assertThatThrownBy(this::authenticator)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("keys:2: ");
  }

  @Test
  void missingFile_isToldWhenTheServerStarts() throws IOException {
    Files.delete(file);
    assertThatThrownBy(this::authenticator).isInstanceOf(ConfigException.class);
  }

  @Test
  void namesThatCannotBeInALine_areRefused() {
    assertThatThrownBy(() -> NewApiKey.of("a b", CI, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NewApiKey.of("a", Principal.of("b", "c,d"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoIsAnsweredForLong_isAskedAgain_andWhenTheKeyExpires() throws IOException {
    RequestCredentials sent =
        new RequestCredentials(List.of(), List.of(made.key()), "", "192.0.2.1");
    assertThat(authenticator().identify(sent))
        .isEqualTo(new Identified(CI, clock.instant().plusSeconds(30)));

    Instant end = clock.instant().plusSeconds(7);
    NewApiKey brief = NewApiKey.of("brief", CI, end);
    Files.writeString(file, brief.line() + '\n');
    RequestCredentials other =
        new RequestCredentials(List.of("Bearer " + brief.key()), List.of(), "", "192.0.2.1");
    assertThat(authenticator().identify(other)).isEqualTo(new Identified(CI, end));
  }
}
