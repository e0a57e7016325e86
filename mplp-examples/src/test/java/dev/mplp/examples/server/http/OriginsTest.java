package dev.mplp.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mplp.examples.server.net.Proxies;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OriginsTest {

  private static final HttpFields FORWARDED =
      HttpFields.build().put("X-Forwarded-For", "203.0.113.7").asImmutable();

  private final Logger logger = (Logger) LoggerFactory.getLogger(Origins.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Origins origins = new Origins(Proxies.of(List.of("192.0.2.1")));

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
  }

  @AfterEach
  void leave() {
    logger.setAdditive(true);
    logger.detachAppender(logged);
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  @Test
  void namedProxy_tellsWhomItAsksFor_andAnotherOneIsWarnedOfOnce() throws Exception {
    assertThat(origins.of(address("192.0.2.1"), FORWARDED)).isEqualTo(address("203.0.113.7"));
    assertThat(origins.of(address("192.0.2.2"), HttpFields.EMPTY)).isEqualTo(address("192.0.2.2"));
    assertThat(logged.list).isEmpty();
    for (int i = 0; i < 3; i++) {
      assertThat(origins.of(address("192.0.2.2"), FORWARDED)).isEqualTo(address("192.0.2.2"));
    }
    assertThat(logged.list)
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.getFormattedMessage())
                    .contains("192.0.2.2", "MPLP_TRUSTED_PROXIES"));
  }

  @Test
  void forgedHeaders_doNotFillTheLog() throws Exception {
    for (int i = 1; i < 100; i++) {
      origins.of(address("198.51.100." + i), FORWARDED);
    }
    assertThat(logged.list).hasSize(10);
  }
}
