package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import dev.mplp.spi.StepMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests, replies and cancellations as AMQP messages: the correlation id is that of the request,
 * the header {@value #ROLE} names the role.
 */
final class StepLetters {

  static final String ROLE = "mplp-role";

  /** What a message without an id is called. */
  static final String UNKNOWN = "?";

  static final int PERSISTENT = 2;

  /** What else stood in the headers of a dead letter, as text. */
  private static final String HEADERS = "mplp-headers";

  private static final int LONGEST_HEADERS = 2_000;

  private StepLetters() {}

  /**
   * Properties of a message.
   *
   * @param forgetAfter when the broker drops it, null for never
   */
  static BasicProperties properties(StepMessage message, @Nullable Duration forgetAfter) {
    return new BasicProperties.Builder()
        .messageId(UUID.randomUUID().toString())
        .correlationId(message.id())
        .contentType(message.contentType())
        .headers(Map.of(ROLE, message.role()))
        .expiration(forgetAfter == null ? null : Long.toString(forgetAfter.toMillis()))
        .deliveryMode(PERSISTENT)
        .appId("mplp")
        .build();
  }

  /**
   * Properties of the dead letter of something. They are made anew: those that somebody else gave
   * may say what the broker takes from nobody but him, and fill a frame; nothing may keep a copy
   * out of its queue.
   */
  static BasicProperties dead(Delivery delivery, String reason) {
    BasicProperties given = delivery.getProperties();
    String key = delivery.getEnvelope().getRoutingKey();
    Map<String, Object> headers = new HashMap<>(Letter.of(given).cut().dead(key, reason));
    headers.put(ROLE, read(delivery).role());
    Map<String, Object> others =
        new TreeMap<>(given.getHeaders() == null ? Map.of() : given.getHeaders());
    others.keySet().removeIf(name -> name.startsWith("mplp-"));
    if (!others.isEmpty()) {
      headers.put(HEADERS, Letter.cut(others.toString(), LONGEST_HEADERS));
    }
    return new BasicProperties.Builder()
        .messageId(UUID.randomUUID().toString())
        .correlationId(given.getCorrelationId())
        .contentType(given.getContentType())
        .headers(headers)
        .deliveryMode(PERSISTENT)
        .build();
  }

  /** What came, whatever it is. */
  static StepMessage read(Delivery delivery) {
    BasicProperties properties = delivery.getProperties();
    Object role = properties.getHeaders() == null ? null : properties.getHeaders().get(ROLE);
    String type = properties.getContentType();
    String named = role == null ? "" : role.toString();
    return new StepMessage(
        id(properties),
        named.length() <= StepMessage.LONGEST_ROLE ? named : "",
        type == null ? "" : type,
        delivery.getBody());
  }

  /** How often it was handed out before, as far as the broker counts. */
  static long deliveries(BasicProperties properties) {
    Map<String, Object> headers = properties.getHeaders();
    Object count = headers == null ? null : headers.get("x-delivery-count");
    return count instanceof Number number ? number.longValue() : 0;
  }

  /** The id of the request that a message is about, {@value #UNKNOWN} where it has none. */
  static String id(BasicProperties properties) {
    String id = properties.getCorrelationId(); // of 255 bytes at most, as AMQP has it
    return id == null || id.isEmpty() ? UNKNOWN : id;
  }
}
