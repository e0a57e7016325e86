package dev.mplp.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.EventBroker;
import dev.mplp.spi.ServerUrl;
import dev.mplp.spi.ServerUrl.Host;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerUrlTest {

  @Test
  void everyPart_isFound_decoded() {
    BrokerUrl url =
        BrokerUrl.parse("amqps://us%40er:p%3Aw%2Fd+@one:1000,two,[::1]:7/a%2Fb?heartbeat=3");

    assertThat(url)
        .isEqualTo(
            new BrokerUrl(
                new ServerUrl(
                    "amqps",
                    List.of(new Host("one", 1000), new Host("two", 5671), new Host("::1", 7)),
                    "us@er",
                    "p:w/d+",
                    "a%2Fb",
                    Map.of("heartbeat", "3")),
                "a/b"));
    assertThat(url.tls()).isTrue();
    assertThat(url).hasToString("amqps://one:1000,two:5671,::1:7/a%2Fb");
  }

  @Test
  void whatIsLeftOut_isAsUsual() {
    BrokerUrl url = BrokerUrl.parse("amqp://rabbit");

    assertThat(url.server().hosts()).containsExactly(new Host("rabbit", 5672));
    assertThat(url.virtualHost()).isEqualTo("/");
    assertThat(url.server().user()).isNull();
    assertThat(url.server().number("heartbeat", 9)).isEqualTo(9);
    assertThat(BrokerUrl.parse("amqp://rabbit/").virtualHost()).isEqualTo("/");
    assertThat(BrokerUrl.parse("amqp://rabbit/%2f").virtualHost()).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource({
    "http://rabbit,                    'amqp://, or amqps://'",
    "amqp://,                          names no host",
    "'amqp://a,,b',                    two commas",
    "amqp://u:secret@a:0,              not a number from 1 to 65535",
    "amqp://u:sec:ret@x:99999,         not a number from 1 to 65535",
    "amqp://u:secret@a:port/,          a colon or an @ in a password",
    "amqp://u:secret%@a,               two hexadecimal digits",
    "amqp://a/x/y,                     written %2F",
    "amqp://u:secret@a/?heart=1,       'a parameter \"heart\"; there are'",
  })
  void wrongUrl_isRefused_withWhatToDo_andWithoutThePassword(String url, String message) {
    assertThatThrownBy(() -> BrokerUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("sec")
        .hasNoCause();
  }

  @Test
  void wrongParameters_areRefusedWhenOpened() {
    assertThatThrownBy(() -> RabbitMqBroker.connect("amqp://a?heartbeat=often"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heartbeat")
        .hasMessageContaining("often");
    assertThatThrownBy(() -> RabbitMqBroker.connect("amqps://a?cacertfile=/nowhere.pem"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere.pem");
    assertThatThrownBy(() -> RabbitMqBroker.builder("amqp://a").exchange(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void provider_takesPasswordsApart_butNotTwo() {
    RabbitMqBrokerProvider provider = new RabbitMqBrokerProvider();
    assertThat(provider.supports("amqp://a")).isTrue();
    assertThat(provider.supports("amqps://a")).isTrue();
    assertThat(provider.supports("redis://a")).isFalse();
    assertThatThrownBy(
            () ->
                provider.open(
                    "amqp://a", Map.of("RABBITMQ_PASSWORD", "secret-1", "MQ_PASSWORD", "secret-2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RABBITMQ_PASSWORD and MQ_PASSWORD")
        .hasMessageNotContaining("secret");
    try (EventBroker broker =
        provider.open("amqp://127.0.0.1:1", Map.of("MQ_PASSWORD", "x", "RABBITMQ_PASSWORD", "x"))) {
      assertThat(broker.health().available()).isFalse();
    }
  }
}
