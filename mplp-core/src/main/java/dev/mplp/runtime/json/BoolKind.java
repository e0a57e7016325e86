package dev.mplp.runtime.json;

import org.jspecify.annotations.Nullable;

/** True or false. */
final class BoolKind implements Kind<Boolean> {

  @Override
  public @Nullable Boolean read(WireReader in) {
    JsonToken token = in.token();
    if (token == JsonToken.TRUE) {
      return Boolean.TRUE;
    }
    if (token == JsonToken.FALSE) {
      return Boolean.FALSE;
    }
    in.refuseType("a boolean");
    return null;
  }

  @Override
  public void write(Boolean value, WireWriter out) {
    out.bool(value);
  }
}
