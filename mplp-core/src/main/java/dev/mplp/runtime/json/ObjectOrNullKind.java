package dev.mplp.runtime.json;

import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonValue;
import org.jspecify.annotations.Nullable;

/** An object of any form, or null. */
final class ObjectOrNullKind implements Kind<JsonValue> {

  @Override
  public @Nullable JsonValue read(WireReader in) {
    JsonToken token = in.token();
    if (token == JsonToken.NULL) {
      return JsonNull.NULL;
    }
    if (token != JsonToken.START_OBJECT) {
      in.refuse("anyOf", "must be an object or null");
      JsonKind.ANY.read(in);
      return null;
    }
    return Kinds.OBJECT.read(in);
  }

  @Override
  public void write(JsonValue value, WireWriter out) {
    JsonKind.ANY.write(value, out);
  }
}
