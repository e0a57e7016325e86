package dev.mplp.examples.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.mplp.observe.RuntimeHealth.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public keys: read again when they change, kept while their source is away. */
class JwkKeysTest {

  private static final ECKey ONE = SignedTokens.ec("one");
  private static final ECKey TWO = SignedTokens.ec("two");

  private final SettableClock clock = new SettableClock();
  private KeyServer server;
  private JwkKeys keys;

  @BeforeEach
  void start() throws IOException {
    server = new KeyServer();
    server.publish(ONE);
    keys = new JwkKeys(KeySource.of(server.address()), clock);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static JWSHeader header(String kid) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build();
  }

  private List<String> found(String kid) {
    return keys.candidates(header(kid)).stream().map(JWK::getKeyID).toList();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void newKey_isFoundAtOnce() {
    assertThat(found("one")).containsExactly("one");
    server.publish(ONE, TWO);
    clock.advance(JwkKeys.PAUSE);
    assertThat(found("two")).containsExactly("two");
    assertThat(server.asked()).isEqualTo(2);
  }

  @Test
  void madeUpNames_doNotTroubleTheSource() {
    for (int i = 0; i < 100; i++) {
      assertThat(found("made-up-" + i)).isEmpty();
    }
    assertThat(server.asked()).isEqualTo(1);
    clock.advance(JwkKeys.PAUSE);
    for (int i = 0; i < 100; i++) {
      assertThat(found("made-up-" + i)).isEmpty();
    }
    assertThat(server.asked()).isEqualTo(2);
  }

  @Test
  void withdrawnKey_isGoneWhenKeysAreNoLongerFresh() {
    assertThat(found("one")).containsExactly("one");
    server.publish(TWO);
    clock.advance(Duration.ofMinutes(5));
    await(() -> found("one").isEmpty());
  }

  @Test
  void sourceThatIsAway_leavesTheKeysForADay() {
    assertThat(found("one")).containsExactly("one");
    for (String body : List.of("", "no JSON", "[]", "{\"keys\":7}", "x".repeat(300_000))) {
      server.answer(200, body);
      int before = server.asked();
      clock.advance(Duration.ofMinutes(6));
      await(() -> found("one").contains("one") && server.asked() > before);
    }
    server.answer(503, "");
    clock.advance(JwkKeys.LONGEST.plusSeconds(1));
    assertThatThrownBy(() -> found("one")).isInstanceOf(AuthenticationUnavailableException.class);
    server.publish(ONE);
    clock.advance(JwkKeys.PAUSE);
    await(
        () -> {
          try {
            return found("one").contains("one");
          } catch (AuthenticationUnavailableException e) {
            return false;
          }
        });
  }

  @Test
  void sourceThatWasNeverThere_isNobodysFault_andIsAskedAgain() {
    server.answer(302, "");
    assertThatThrownBy(() -> found("one"))
        .isInstanceOfSatisfying(
            AuthenticationUnavailableException.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(server.asked()).isEqualTo(1);
    server.publish(ONE);
    clock.advance(JwkKeys.FIRST_PAUSE);
    assertThat(found("one")).containsExactly("one");
  }

  @Test
  void health_isDownWithoutKeys_unlessThereAreOtherWays_andHasThemReadAgain() {
    server.answer(503, "");
    keys.read();
    assertThat(keys.health(true).status()).isEqualTo(Status.DOWN);
    assertThat(keys.health(false).status()).isEqualTo(Status.DEGRADED);
    assertThat(keys.health(true).detail()).contains("cannot be read", server.address());

    server.publish(ONE);
    clock.advance(JwkKeys.FIRST_PAUSE);
    await(() -> keys.health(true).status() == Status.UP);
    assertThat(keys.health(true).detail()).startsWith("1 keys, read at ");

    server.answer(503, "");
    clock.advance(Duration.ofMinutes(11));
    await(() -> keys.health(true).status() == Status.DEGRADED);
    clock.advance(JwkKeys.LONGEST);
    assertThat(keys.health(true).status()).isEqualTo(Status.DOWN);
  }

  @Test
  void setWithoutAKeyForSigning_isAsGoodAsNone() {
    server.answer(200, "{\"keys\":[]}");
    keys.read();
    assertThat(keys.health(true).status()).isEqualTo(Status.DOWN);
    assertThat(keys.health(true).detail()).contains("none that can be used");
  }

  @Test
  void sourceThatHangs_isAskedOnce_andHoldsNobodyUpForLong() {
    CountDownLatch answers = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    KeySource hanging =
        new KeySource() {
          @Override
          public String read() throws InterruptedException {
            asked.incrementAndGet();
            answers.await();
            return new JWKSet(ONE.toPublicJWK()).toString();
          }

          @Override
          public Duration freshness() {
            return Duration.ofMinutes(5);
          }
        };
    keys = new JwkKeys(hanging, clock);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> found("one")).isInstanceOf(AuthenticationUnavailableException.class);
      clock.advance(JwkKeys.PAUSE);
    }
    assertThat(asked).hasValue(1);
    answers.countDown();
    await(
        () -> {
          try {
            return found("one").contains("one");
          } catch (AuthenticationUnavailableException e) {
            return false;
          }
        });
    assertThat(asked).hasValue(1);
  }

  @Test
  void keysForSomethingElse_areNotUsed() throws Exception {
    ECKey encrypting = new ECKey.Builder(ONE).keyUse(KeyUse.ENCRYPTION).build();
    RSAKey weak =
        new com.nimbusds.jose.jwk.gen.RSAKeyGenerator(1024, true).keyID("weak").generate();
    RSAKey other =
        new RSAKey.Builder(SignedTokens.rsa("other")).algorithm(JWSAlgorithm.RS512).build();
    server.publish(encrypting, weak, other);
    assertThat(found("one")).isEmpty();
    for (String kid : List.of("weak", "other")) {
      assertThat(keys.candidates(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build()))
          .isEmpty();
    }
  }

  @Test
  void file_isReadAgain(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("keys.json");
    Files.writeString(file, new JWKSet(ONE.toPublicJWK()).toString());
    keys = new JwkKeys(KeySource.of(file.toString()), clock);
    assertThat(found("one")).containsExactly("one");
    Files.writeString(file, new JWKSet(TWO.toPublicJWK()).toString());
    clock.advance(Duration.ofSeconds(10));
    assertThat(found("two")).containsExactly("two");
    assertThat(found("one")).isEmpty();
  }
}
