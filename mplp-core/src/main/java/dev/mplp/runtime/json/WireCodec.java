package dev.mplp.runtime.json;

import static java.util.Objects.requireNonNull;

import dev.mplp.ValidationException;
import dev.mplp.Violation.Layer;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ProtocolObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from bytes straight into records, and writes records as bytes.
 *
 * <p>Reading judges in three layers (see {@link Layer}): strict JSON in UTF-8 without a byte order
 * mark, duplicate keys, lone surrogates or anything behind the value; the schema; the limits. One
 * pass finds everything that is wrong, unless the text is no JSON from some point on.
 *
 * <p>Writing gives one form: compact, members in the order of the schema's table, further members
 * in the order in which they were given, times in UTC. What reading would refuse is not written, so
 * that {@code read(write(x))} equals {@code x}.
 *
 * <p>Thread-safe.
 */
public final class WireCodec {

  private static final WireCodec STANDARD = new WireCodec(Limits.DEFAULT);
  private static final int EXPECTED_SIZE = 1024;

  private final Limits limits;

  /** A codec with these limits. */
  public WireCodec(Limits limits) {
    this.limits = requireNonNull(limits, "limits");
  }

  /** The codec with the usual limits. */
  public static WireCodec standard() {
    return STANDARD;
  }

  /**
   * Reads a document.
   *
   * @throws ValidationException if it breaks any rule of any layer
   */
  public <T> T read(Shape<T> shape, byte[] json) {
    return tryRead(shape, json).orThrow(shape.name());
  }

  /** As {@link #read}, but answers with the violations. */
  public <T> ReadResult<T> tryRead(Shape<T> shape, byte[] json) {
    return read(shape.table(), json);
  }

  /**
   * Reads JSON of any form.
   *
   * @throws ValidationException if it is no strict JSON or exceeds the limits
   */
  public JsonValue parse(byte[] json) {
    return tryParse(json).orThrow("JSON");
  }

  /** As {@link #parse}, but answers with the violations. */
  public ReadResult<JsonValue> tryParse(byte[] json) {
    return read(JsonKind.ANY, json);
  }

  private <T> ReadResult<T> read(Kind<T> kind, byte[] json) {
    WireReader in = new WireReader(json, limits);
    T value = readAll(kind, json, in);
    return new ReadResult<>(in.violationCount() == 0 ? value : null, in.violations());
  }

  private <T> @Nullable T readAll(Kind<T> kind, byte[] json, WireReader in) {
    try {
      if (json.length > limits.bytes()) {
        in.refuse(Layer.LIMIT, "size", "must not be longer than " + limits.bytes() + " bytes");
      }
      if (Utf8.startsLikeAnother(json)) {
        in.refuse(
            Layer.JSON, "utf-8", "must be UTF-8 without a byte order mark and without zero bytes");
        return null;
      }
      in.next();
      T value = kind.read(in);
      if (!in.atEnd()) {
        in.refuse(Layer.JSON, "trailing", "must end after the first value");
      }
      return value;
    } catch (WireReader.Stopped stopped) {
      return null;
    } catch (Malformed malformed) {
      in.refuseLast(
          Layer.JSON, malformed.rule(), requireNonNull(malformed.getMessage(), "message"));
      return null;
    }
  }

  /**
   * Writes an object of any module.
   *
   * @throws ValidationException if it has no wire form within the limits
   */
  public byte[] write(ProtocolObject object) {
    return writeAs(Shapes.of(object.getClass()), object);
  }

  @SuppressWarnings("unchecked") // the shape was found by the object's own class
  private <T> byte[] writeAs(Shape<T> shape, Object object) {
    return write(shape, (T) object);
  }

  /**
   * Writes a record.
   *
   * @throws ValidationException if it has no wire form within the limits
   */
  public <T> byte[] write(Shape<T> shape, T value) {
    return write(shape.table(), value, shape.name());
  }

  /**
   * Writes JSON of any form; members stay in their order.
   *
   * @throws ValidationException if it has no wire form within the limits
   */
  public byte[] write(JsonValue value) {
    return write(JsonKind.ANY, value, "JSON");
  }

  private <T> byte[] write(Kind<T> kind, T value, String subject) {
    WireWriter out = new WireWriter(limits, EXPECTED_SIZE);
    try {
      kind.write(requireNonNull(value, "value"), out);
      return out.toBytes();
    } catch (Unwritable refused) {
      throw refused.toException(subject);
    }
  }

  /**
   * The JSON form of a protocol object, as {@link #write(ProtocolObject)} would write it.
   *
   * @throws ValidationException if it has no wire form within the limits
   */
  public JsonObject toJson(ProtocolObject object) {
    return parse(write(object)).asObject();
  }

  /**
   * The record of a value that is already JSON.
   *
   * @throws ValidationException if it breaks any rule of any layer
   */
  public <T> T fromJson(Shape<T> shape, JsonValue value) {
    return read(shape, write(value));
  }
}
