package dev.mplp.runtime.json;

import dev.mplp.model.MplpId;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An identifier of module objects. */
record IdKind<I extends MplpId>(Function<UUID, I> constructor) implements Kind<I> {

  @Override
  public @Nullable I read(WireReader in) {
    if (!Kinds.isString(in)) {
      return null;
    }
    UUID uuid = in.text().moduleId();
    if (uuid == null) {
      in.refuse("pattern", "must be a lower-case version 4 UUID, but is " + in.quoted());
      return null;
    }
    return constructor.apply(uuid);
  }

  @Override
  public void write(I value, WireWriter out) {
    out.uuid(value.uuid());
  }
}
