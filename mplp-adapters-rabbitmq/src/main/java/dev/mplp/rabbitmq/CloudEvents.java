package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.UnacceptableEventException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * Events as AMQP messages in the binary mode of CloudEvents 1.0: attributes are headers with the
 * prefix of the AMQP protocol binding, the content type is the message's, the data its body.
 */
final class CloudEvents {

  private static final String PREFIX = "cloudEvents:";

  /** What the binding allows where a colon does not go; as long as the other. */
  private static final String OTHER_PREFIX = "cloudEvents_";

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

  /**
   * The event in a message.
   *
   * @param routingKey with which it came first
   * @throws UnacceptableEventException when it is none, saying why
   */
  static EventMessage read(String routingKey, BasicProperties properties, byte[] body) {
    if (body.length > EventBroker.MAX_DATA) {
      throw refused("it has " + body.length + " bytes, and at most " + EventBroker.MAX_DATA);
    }
    Map<String, String> attributes = attributes(properties);
    String version = take(attributes, "specversion");
    if (!version.startsWith("1.")) {
      throw refused("its specversion is " + version + ", not 1.0");
    }
    Instant time;
    try {
      time = OffsetDateTime.parse(take(attributes, "time")).toInstant();
    } catch (DateTimeParseException e) {
      throw refused("its time is no RFC 3339 time: " + e.getParsedString());
    }
    String contentType = properties.getContentType();
    return new EventMessage(
        take(attributes, "id"),
        routingKey,
        take(attributes, "source"),
        take(attributes, "type"),
        attributes.remove("subject"),
        time,
        contentType == null ? "application/octet-stream" : contentType,
        attributes,
        body);
  }

  private static Map<String, String> attributes(BasicProperties properties) {
    Map<String, String> attributes = new HashMap<>();
    if (properties.getHeaders() != null) {
      properties
          .getHeaders()
          .forEach(
              (name, value) -> {
                if (value != null && (name.startsWith(PREFIX) || name.startsWith(OTHER_PREFIX))) {
                  attributes.put(name.substring(PREFIX.length()), value.toString());
                }
              });
    }
    return attributes;
  }

  private static String take(Map<String, String> attributes, String name) {
    String value = attributes.remove(name);
    if (value == null || value.isEmpty()) {
      throw refused("it has no header " + PREFIX + name);
    }
    return value;
  }

  private static UnacceptableEventException refused(String why) {
    return new UnacceptableEventException("the message is no event: " + why, null);
  }
}
