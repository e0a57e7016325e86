package dev.mplp.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {

  static final String KEY = "key-1:" + "A".repeat(43) + '=';
  private static final String SECRET = "a secret of thirty-two bytes or more";

  private static Map<String, String> production(String... more) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "MPLP_ENV",
                "production",
                "JWT_SECRET",
                SECRET,
                "ENCRYPTION_KEY",
                KEY,
                "DATABASE_URL",
                "postgresql://mplp:geheim@db/mplp"));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  private static List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(ConfigException.class, () -> ServerConfig.of(environment))
        .problems();
  }

  @Test
  void nothingSet_isDevelopment_openOnThisMachineAlone() {
    ServerConfig config = ServerConfig.of(Map.of());
    assertThat(config.mode()).isEqualTo(Mode.DEVELOPMENT);
    assertThat(config.isOpen()).isTrue();
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(3000);
    assertThat(config.drain()).isZero();
    assertThat(config.environment()).containsExactly(Map.entry("MPLP_ENV", "development"));
  }

  @Test
  void production_listensEverywhere_andIsNotOpen() {
    ServerConfig config = ServerConfig.of(production());
    assertThat(config.isOpen()).isFalse();
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.environment())
        .containsEntry("MPLP_ENV", "production")
        .containsEntry("ENCRYPTION_KEY", KEY)
        .doesNotContainKey("JWT_SECRET");
  }

  @Test
  void staging_isProductionForTheRuntime() {
    assertThat(ServerConfig.of(production("MPLP_ENV", "staging")).environment())
        .containsEntry("MPLP_ENV", "production");
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "staging"})
  void nothingGiven_isRefusedWithAllProblemsAtOnce(String mode) {
    assertThat(problems(Map.of("MPLP_ENV", mode, "PORT", "http")))
        .satisfiesExactly(
            port -> assertThat(port).contains("PORT", "whole number", "http"),
            token -> assertThat(token).contains("JWT_SECRET", "JWT_JWKS"),
            key -> assertThat(key).contains("ENCRYPTION_KEY"),
            database -> assertThat(database).contains("DATABASE_URL"));
  }

  @Test
  void unknownMode_opensNothing() {
    assertThat(problems(Map.of("MPLP_ENV", "prod")))
        .anySatisfy(text -> assertThat(text).contains("MPLP_ENV", "development", "prod"))
        .anySatisfy(text -> assertThat(text).contains("JWT_SECRET"));
  }

  @Test
  void keysOfOthers_takeIssuerAndAudience_andHttps() {
    Map<String, String> environment = production("JWT_JWKS", "http://login.example/keys");
    environment.remove("JWT_SECRET");
    assertThat(problems(environment))
        .satisfiesExactly(
            text -> assertThat(text).contains("https:"),
            text -> assertThat(text).contains("JWT_ISSUER", "JWT_AUDIENCE"));
  }

  @Test
  void shortSecret_isRefused_andNotShown() {
    assertThat(problems(Map.of("JWT_SECRET", "geheim")))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("JWT_SECRET", "32").doesNotContain("geheim"));
  }

  @Test
  void whatTheRuntimeRefuses_isToldWithTheRest() {
    assertThat(
            problems(
                Map.of(
                    "ENCRYPTION_KEY", "key-1:abc", "MPLP_CALLS_PER_TENANT", "many", "PORT", "-1")))
        .anySatisfy(text -> assertThat(text).contains("PORT"))
        .anySatisfy(text -> assertThat(text).contains("MPLP_CALLS_PER_TENANT"))
        .anySatisfy(text -> assertThat(text).contains("32"));
  }

  @ParameterizedTest
  @CsvSource({
    "MPLP_ADMINISTRATOR, MPLP_ADMINISTRATORS",
    "JWT_SECRETS, JWT_SECRET",
    "REDIS_PASWORD, REDIS_PASSWORD",
    "DATABASE_URI, DATABASE_URL",
    "JWT_SECRET_FIEL, JWT_SECRET_FILE"
  })
  void misspeltName_isRefusedWithTheRightOne(String name, String meant) {
    assertThat(problems(Map.of(name, "x")))
        .singleElement()
        .satisfies(text -> assertThat(text).contains(name, "did you mean " + meant));
  }

  @Test
  void namesOfOthers_areTheirBusiness() {
    ServerConfig.of(
        Map.of(
            "MPLP_CORE_SERVICE_SERVICE_HOST", "10.0.0.1",
            "MPLP_CORE_SERVICE_PORT_80_TCP_ADDR", "10.0.0.1",
            "REDIS_PORT", "tcp://10.0.0.1:6379",
            "RABBITMQ_DEFAULT_USER", "mplp",
            "DATABASE_BACKUP_BUCKET", "b",
            "PATH", "/bin"));
  }

  @Test
  void secretsInFiles_areRead_withoutTheEndOfTheLine(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    assertThat(ServerConfig.of(Map.of("JWT_SECRET_FILE", secret.toString())).jwt().secret())
        .contains(SECRET);
    assertThat(problems(Map.of("JWT_SECRET_FILE", secret.toString(), "JWT_SECRET", SECRET)))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("both set"));
    assertThat(problems(Map.of("REDIS_PASSWORD_FILE", folder.resolve("none").toString())))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("REDIS_PASSWORD_FILE", "none"));
  }

  @Test
  void file_countsWhereTheEnvironmentSaysNothing(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mplp.properties");
    Files.writeString(file, "# ours\nPORT=3100\n\nLOG_LEVEL = WARN\nREDIS_PREFIX=a=b\n");
    ServerConfig config =
        ServerConfig.of(Map.of("MPLP_CONFIG", file.toString(), "PORT", "3200", "LOG_LEVEL", ""));
    assertThat(config.port()).isEqualTo(3200);
    assertThat(config.text("LOG_LEVEL")).isEqualTo("WARN");
    assertThat(config.environment()).containsEntry("REDIS_PREFIX", "a=b");
  }

  @Test
  void badFile_isToldByLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mplp.properties");
    Files.writeString(file, "PORT=1\nPORT=2\nnonsense\nPROT=3\n");
    assertThat(problems(Map.of("MPLP_CONFIG", file.toString())))
        .satisfiesExactly(
            text -> assertThat(text).contains(":2: PORT is set twice"),
            text -> assertThat(text).contains(":3: a line is NAME=value"),
            text -> assertThat(text).contains("PROT", "did you mean PORT"));
    assertThat(problems(Map.of("MPLP_CONFIG", folder + "/none")))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("cannot be read", "none"));
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_URL, postgresql://mplp:ge@he/im@db/mplp, postgresql://mplp:********@db/mplp",
    "DATABASE_URL, jdbc:postgresql://db/m?user=u&password=geheim, "
        + "jdbc:postgresql://db/m?user=u&password=********",
    "REDIS_URL, redis://geheim@cache:6379, redis://********@cache:6379",
    "REDIS_URL, redis://:geheim@cache:6379, redis://:********@cache:6379",
    "RABBITMQ_URL, amqp://mq:geheim@rabbit/%2F, amqp://mq:********@rabbit/%2F",
    "JWT_JWKS, https://us:geheim@login/keys?a=b&token=geheim, https://********@login/keys?a=b&token=********",
    "JWT_JWKS, https://geheim@login/keys, https://********@login/keys",
    "MPLP_AGENT, exec:curl -u me:geheim https://agent, exec:curl ********",
    "MPLP_AGENT, echo, echo",
    "REDIS_PASSWORD, geheim, ********"
  })
  void printed_showsNoSecret(String name, String value, String shown) {
    Map<String, String> environment = new HashMap<>(Map.of("REDIS_PASSWORD", "leise"));
    environment.put(name, value);
    assertThat(ServerConfig.of(environment).print()).contains(name + '=' + shown);
  }

  @Test
  void printed_showsWhatIsSetAndWhatNot() {
    assertThat(ServerConfig.of(Map.of("PORT", "3100")).print())
        .contains("PORT=3100", "# MPLP_STOP_SECONDS=25", "# DATABASE_URL=");
  }

  @Test
  void text_hasNoSecrets() {
    ServerConfig config = ServerConfig.of(production());
    assertThat(config.toString() + config.jwt()).doesNotContain("geheim", SECRET, KEY);
  }

  @Test
  void previousSecretOfTokens_isBesideOne_andAsLong() {
    assertThat(problems(Map.of("JWT_SECRET_PREVIOUS", SECRET)))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("JWT_SECRET_PREVIOUS", "set that, too"));
    assertThat(problems(Map.of("JWT_SECRET", SECRET, "JWT_SECRET_PREVIOUS", "short")))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("JWT_SECRET_PREVIOUS", "32 bytes"));
  }

  @Test
  void drainingLongerThanStopping_isRefused() {
    assertThat(problems(Map.of("MPLP_DRAIN_SECONDS", "30")))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("MPLP_DRAIN_SECONDS", "MPLP_STOP_SECONDS"));
  }

  @Test
  void settingThatThereIsNot_isNoSilentNothing() {
    ServerConfig config = ServerConfig.of(Map.of());
    assertThatThrownBy(() -> config.value("MPLP_NONE"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
