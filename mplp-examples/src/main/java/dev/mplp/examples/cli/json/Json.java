package dev.mplp.examples.cli.json;

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

  /** True when a text that was read is strict JSON, be it beyond our limits or not. */
  public static boolean isStrict(ReadResult<?> read) {
    return read.violations().stream().noneMatch(note -> note.layer() == Violation.Layer.JSON);
  }
}
