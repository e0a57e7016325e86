package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.mplp.spi.EventMessage;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * Events as AMQP messages in the binary mode of CloudEvents 1.0: attributes are headers with the
 * prefix of the AMQP protocol binding, the content type is the message's, the data its body.
 */
final class CloudEvents {

  static final String PREFIX = "cloudEvents:";
  private static final String VERSION = "1.0";
  private static final int PERSISTENT = 2;
  private static final int LONGEST_SHORT_STRING = 255;

  private CloudEvents() {}

  static BasicProperties properties(EventMessage message) {
    Map<String, Object> headers = new HashMap<>();
    message.attributes().forEach((name, value) -> headers.put(PREFIX + name, value));
    headers.put(PREFIX + "specversion", VERSION);
    headers.put(PREFIX + "id", message.id());
    headers.put(PREFIX + "source", message.source());
    headers.put(PREFIX + "type", message.type());
    headers.put(PREFIX + "time", message.time().toString());
    if (message.subject() != null) {
      headers.put(PREFIX + "subject", message.subject());
    }
    return new BasicProperties.Builder()
        .messageId(message.id())
        .type(message.type().length() <= LONGEST_SHORT_STRING ? message.type() : null)
        .contentType(message.contentType())
        .timestamp(Date.from(message.time()))
        .deliveryMode(PERSISTENT)
        .appId("mplp")
        .headers(headers)
        .build();
  }
}
