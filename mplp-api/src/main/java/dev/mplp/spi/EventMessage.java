package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to other systems: the attributes of a CloudEvent 1.0 and its data.
 *
 * @param id unique within {@code source}, the same whenever the event is sent; at most 255 bytes
 * @param routingKey what subscribers choose by, words of letters, digits, {@code _} and {@code -}
 *     with dots between them; at most 255 bytes
 * @param source where it comes from, a URI reference
 * @param type what happened
 * @param subject what it is about, null for nothing in particular
 * @param time when it happened
 * @param contentType of the data, such as {@code application/json}
 * @param attributes further attributes by name, which is lower-case letters and digits
 * @param data the event itself
 */
public record EventMessage(
    String id,
    String routingKey,
    String source,
    String type,
    @Nullable String subject,
    Instant time,
    String contentType,
    Map<String, String> attributes,
    byte[] data) {

  /** The content type of data that a {@link PayloadCipher} encrypted. */
  public static final String ENCRYPTED = "application/vnd.mplp.encrypted";

  /** The content type of events in their wire form. */
  public static final String JSON = "application/json";

  /** Attribute: the tenant whose event it is. */
  public static final String TENANT = "tenant";

  /** Attribute: the Context that it belongs to, absent for none. */
  public static final String CONTEXT = "contextid";

  /** Attribute: the position of its record in the log, in decimal digits. */
  public static final String POSITION = "position";

  /** Attribute: {@code true} when the data was too large to be sent and is empty. */
  public static final String OMITTED = "dataomitted";

  /** Refuses nulls and copies the attributes. */
  public EventMessage {
    requireNonNull(id, "id");
    requireNonNull(routingKey, "routingKey");
    requireNonNull(source, "source");
    requireNonNull(type, "type");
    requireNonNull(time, "time");
    requireNonNull(contentType, "contentType");
    attributes = Map.copyOf(attributes);
    requireNonNull(data, "data");
  }

  /** The same with other data. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public EventMessage withData(String contentType, byte[] data) {
    return new EventMessage(
        id, routingKey, source, type, subject, time, contentType, attributes, data);
  }
}
