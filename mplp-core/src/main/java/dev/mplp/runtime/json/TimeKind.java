package dev.mplp.runtime.json;

import dev.mplp.Violation.Layer;
import dev.mplp.model.WireTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An RFC 3339 date-time that an {@link Instant} holds exactly. */
final class TimeKind implements Kind<Instant> {

  @Override
  public @Nullable Instant read(WireReader in) {
    if (!Kinds.isString(in)) {
      return null;
    }
    TokenText text = in.text();
    Instant value = WireTime.tryParse(text);
    if (value == null) {
      if (WireTime.isDateTime(text)) {
        in.refuse(
            Layer.LIMIT,
            "time",
            "must have at most nine fraction digits and lie in the years 0000 to 9999 in UTC, but is "
                + in.quoted());
      } else {
        in.refuse("format", "must be an RFC 3339 date-time, but is " + in.quoted());
      }
    }
    return value;
  }

  @Override
  public void write(Instant value, WireWriter out) {
    out.time(value);
  }
}
