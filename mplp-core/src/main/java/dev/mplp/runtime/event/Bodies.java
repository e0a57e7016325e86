package dev.mplp.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.mplp.NewerFormException;
import dev.mplp.ValidationException;
import dev.mplp.event.Event;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.json.Limits;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.LogRecord;
import dev.mplp.trace.TraceSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies of records as bytes. A body is a JSON object whose member {@code v} is the version of its
 * form; a reader passes over members that it does not know. Version 2 tells the state of the object
 * that changed, from which it is rebuilt; version 1 did not.
 */
public final class Bodies {

  /** The version that this library writes. */
  static final int VERSION = 2;

  private static final char REPLACEMENT = '\ufffd';

  /** What was stored is read again: nothing in it is too large, a step's output deeper by one. */
  private static final WireCodec CODEC =
      new WireCodec(new Limits(2000, Integer.MAX_VALUE, 1_000_000, 1_000_000, 10));

  private Bodies() {}

  /** A body to be filled. */
  static JsonObject.Builder builder() {
    return JsonObject.builder().put("v", VERSION);
  }

  /**
   * Text that no schema has looked at, such as the message of an exception, in a form that every
   * document can hold: without NUL and lone surrogates.
   */
  public static String clean(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        clean = clean == null ? new StringBuilder(text) : clean;
        clean.setCharAt(i, REPLACEMENT);
      }
    }
    return clean == null ? text : clean.toString();
  }

  /** A body as it is stored. */
  public static byte[] bytes(JsonObject body) {
    return body.toString().getBytes(UTF_8);
  }

  /**
   * Reads the body of a record.
   *
   * @throws UnreadableRecordException when it is no JSON object
   * @throws NewerFormException when a later version of this library wrote it
   */
  public static JsonObject parse(LogRecord record) {
    JsonObject body = parse(record.entry().body());
    if (body.get("v") instanceof JsonNumber form && form.asLong() > VERSION) {
      throw new NewerFormException(
          "record " + record.position() + " (" + record.entry().type() + ") of the log",
          "log record",
          (int) Math.min(form.asLong(), Integer.MAX_VALUE),
          VERSION);
    }
    return body;
  }

  /**
   * Reads a body that this version has written.
   *
   * @throws UnreadableRecordException when it is no JSON object
   */
  public static JsonObject parse(byte[] bytes) {
    try {
      return CODEC.parse(bytes).asObject();
    } catch (ValidationException | IllegalStateException e) {
      throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  static JsonObject wire(ProtocolObject object) {
    return CODEC.toJson(object);
  }

  static <T> JsonObject wire(Shape<T> shape, T value) {
    return CODEC.parse(CODEC.write(shape, value)).asObject();
  }

  static <T> T read(Shape<T> shape, JsonValue value) {
    return CODEC.fromJson(shape, value);
  }

  static JsonObject event(Event event) {
    return wire(Shapes.EVENT, event);
  }

  /**
   * A segment in its wire form.
   *
   * @throws ValidationException when it cannot be stored
   */
  static JsonObject segment(TraceSegment segment) {
    return Wire.value(Wire.bytes(Shapes.TRACE_SEGMENT, segment)).asObject();
  }

  /** The segment that a record tells of. */
  public static TraceSegment segment(JsonObject body) {
    return CODEC.fromJson(Shapes.TRACE_SEGMENT, requireNonNull(body.get("segment"), "segment"));
  }

  /** Events that an import brought along, as they were. */
  static List<Event> events(JsonObject body) {
    if (!(body.get("events") instanceof JsonArray array)) {
      return List.of();
    }
    List<Event> events = new ArrayList<>(array.size());
    for (JsonValue event : array) {
      events.add(CODEC.fromJson(Shapes.EVENT, event));
    }
    return events;
  }
}
