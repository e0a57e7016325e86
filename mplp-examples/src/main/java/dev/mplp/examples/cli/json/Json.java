package dev.mplp.examples.cli.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.Violation;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.ReadResult;
import dev.mplp.runtime.json.WireCodec;

/** Strict JSON text. */
public final class Json {

  private Json() {}

  /** Reads JSON of any form. */
  public static ReadResult<JsonValue> read(byte[] text) {
    return WireCodec.standard().tryParse(text);
  }

  /** A value as a line of text. */
  public static String line(JsonValue value) {
    return new String(WireCodec.standard().write(value), UTF_8);
  }

  /** True when a text that was read is strict JSON, be it beyond our limits or not. */
  public static boolean isStrict(ReadResult<?> read) {
    return read.violations().stream().noneMatch(note -> note.layer() == Violation.Layer.JSON);
  }
}
