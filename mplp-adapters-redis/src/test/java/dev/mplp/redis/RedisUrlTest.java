package dev.mplp.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.redis.RedisUrl.Kind;
import dev.mplp.spi.ServerUrl.Host;
import dev.mplp.spi.SharedMemory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisUrlTest {

  @Test
  void everyPart_isFound_decoded() {
    RedisUrl url = RedisUrl.parse("rediss://us%40er:p%3Aw%2Fd+@one/7?timeout=50");

    assertThat(url.server().hosts()).containsExactly(new Host("one", 6379));
    assertThat(url.server().user()).isEqualTo("us@er");
    assertThat(url.server().password()).isEqualTo("p:w/d+");
    assertThat(url.kind()).isEqualTo(Kind.SINGLE);
    assertThat(url.tls()).isTrue();
    assertThat(url.database()).isEqualTo(7);
    assertThat(url.timeout()).isEqualTo(Duration.ofMillis(50));
    assertThat(url).hasToString("rediss://one:6379/7");
  }

  @Test
  void whatIsLeftOut_isAsUsual() {
    RedisUrl url = RedisUrl.parse("redis://:secret@redis");

    assertThat(url.server().user()).isNull();
    assertThat(url.server().password()).isEqualTo("secret");
    assertThat(url.tls()).isFalse();
    assertThat(url.database()).isZero();
    assertThat(url.timeout()).isEqualTo(Duration.ofMillis(200));
    assertThat(url.connectionTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "'redis://a,b:7000', CLUSTER, 6379",
    "redis-cluster://a,                        CLUSTER, 6379",
    "rediss-cluster://a,                       CLUSTER, 6379",
    "redis-sentinel://a?master=m,              SENTINEL, 26379",
    "'redis-sentinel://a,b/3?master=m',        SENTINEL, 26379",
    "rediss-sentinel://a/3?master=m,           SENTINEL, 26379",
  })
  void kinds_areTold(String line, Kind kind, int port) {
    RedisUrl url = RedisUrl.parse(line);

    assertThat(url.kind()).isEqualTo(kind);
    assertThat(url.server().hosts().get(0).port()).isEqualTo(port);
    assertThat(url.tls()).isEqualTo(line.startsWith("rediss"));
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://a,                          begins with redis://",
    "redis://,                          names no host",
    "redis://u:secret@a:0,              not a number from 1 to 65535",
    "redis://u:secret%@a,               two hexadecimal digits",
    "redis://u:secret@a/first,          the number of a database",
    "redis://u:secret@a/1/2,            written %2F",
    "redis://u:secret@a?heart=1,        'a parameter \"heart\"; there are'",
    "redis://u:secret@a?timeout=0,      1 or more",
    "redis://u:secret@a?timeout=soon,   whole number",
    "redis-sentinel://u:secret@a,       add ?master=name",
    "redis://u:secret@a?master=m,       for redis-sentinel",
    "redis-cluster://u:secret@a/2,      a Cluster has database 0 alone",
  })
  void wrongUrl_isRefused_withWhatToDo_andWithoutThePassword(String url, String message) {
    assertThatThrownBy(() -> RedisUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void whatCannotBe_isRefusedWhenOpened() {
    assertThatThrownBy(() -> RedisMemory.connect("rediss://a?cacertfile=/nowhere.pem"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere.pem");
    assertThatThrownBy(() -> RedisMemory.connect("redis://somebody@a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user without a password");
    assertThatThrownBy(() -> RedisMemory.builder("redis://a").prefix("a b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RedisMemory.builder("redis://a").connectionName("a b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void provider_takesThePasswordApart() {
    RedisMemoryProvider provider = new RedisMemoryProvider();
    assertThat(provider.supports("redis://a")).isTrue();
    assertThat(provider.supports("rediss-sentinel://a")).isTrue();
    assertThat(provider.supports("amqp://a")).isFalse();
    Map<String, String> environment = Map.of("REDIS_USER", "somebody", "REDIS_PASSWORD", "x%y");
    try (SharedMemory memory = provider.open("redis://127.0.0.1:1", environment)) {
      assertThat(memory.health().available()).isFalse();
      assertThat(memory.health().detail()).doesNotContain("x%y");
    }
  }
}
