package dev.mplp.runtime.store;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;

/** Bodies of stored documents: the standard codec, for what this library wrote itself. */
public final class Wire {

  private static final WireCodec CODEC = WireCodec.standard();

  private Wire() {}

  /** The JSON object in a body. */
  public static JsonObject object(byte[] body) {
    return CODEC.parse(body).asObject();
  }

  /** The JSON value in a body. */
  public static JsonValue value(byte[] body) {
    return CODEC.parse(body);
  }

  /** A JSON value as body. */
  public static byte[] bytes(JsonValue value) {
    return CODEC.write(value);
  }

  /** The protocol object in a body. */
  public static <T> T read(Class<T> type, byte[] body) {
    return CODEC.read(Shapes.of(type), body);
  }

  /**
   * The protocol object of a JSON form.
   *
   * @throws dev.mplp.ValidationException with all violations when it is not valid
   */
  public static <T> T fromJson(Class<T> type, JsonObject json) {
    return CODEC.fromJson(Shapes.of(type), json);
  }

  /** A part of a protocol object in a body. */
  public static <T> T read(Shape<T> shape, byte[] body) {
    return CODEC.read(shape, body);
  }

  /** A protocol object as body. */
  public static byte[] bytes(ProtocolObject object) {
    return CODEC.write(object);
  }

  /** A part of a protocol object as body. */
  public static <T> byte[] bytes(Shape<T> shape, T value) {
    return CODEC.write(shape, value);
  }

  /** A part of a protocol object as JSON. */
  public static <T> JsonObject json(Shape<T> shape, T value) {
    return CODEC.parse(CODEC.write(shape, value)).asObject();
  }

  /** A protocol object as JSON. */
  public static JsonObject json(ProtocolObject object) {
    return CODEC.toJson(object);
  }
}
