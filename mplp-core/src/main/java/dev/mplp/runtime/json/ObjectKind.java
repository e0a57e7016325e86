package dev.mplp.runtime.json;

import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/** An object of any form. */
final class ObjectKind implements Kind<JsonObject> {

  @Override
  public @Nullable JsonObject read(WireReader in) {
    if (in.token() != JsonToken.START_OBJECT) {
      in.refuseType("an object");
      return null;
    }
    int violationsBefore = in.violationCount();
    JsonObject value = JsonKind.object(in);
    return in.violationCount() == violationsBefore ? value : null;
  }

  @Override
  public void write(JsonObject value, WireWriter out) {
    JsonKind.ANY.write(value, out);
  }
}
