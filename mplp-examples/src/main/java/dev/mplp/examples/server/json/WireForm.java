package dev.mplp.examples.server.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.ReadResult;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.WireCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Objects of the protocol and parts of them, which the codec of the runtime reads and writes. */
final class WireForm<T> extends Form<T> {

  private static final WireCodec CODEC = Bodies.CODEC;

  private final Shape<T> shape;

  WireForm(Shape<T> shape) {
    this.shape = shape;
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return Schemas.reference(shape.type().getSimpleName());
  }

  @Override
  public @Nullable T read(JsonValue value, Reading at) {
    return readAll(CODEC.write(value), at);
  }

  @Override
  public @Nullable T readAll(byte[] json, Reading at) {
    ReadResult<T> read = CODEC.tryRead(shape, json);
    at.noteAll(read.violations());
    return read.value();
  }

  @Override
  public void write(T value, JsonGenerator out) {
    out.writeRawValue(new String(writeAll(value), UTF_8));
  }

  @Override
  public byte[] writeAll(T value) {
    return CODEC.write(shape, value);
  }
}
