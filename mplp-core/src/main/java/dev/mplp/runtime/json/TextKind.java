package dev.mplp.runtime.json;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A string under one rule. */
record TextKind(Predicate<CharSequence> rule, String keyword, String message)
    implements Kind<String> {

  @Override
  public @Nullable String read(WireReader in) {
    if (!Kinds.isString(in)) {
      return null;
    }
    String value = in.string();
    if (!rule.test(value)) {
      in.refuse(
          keyword, value.isEmpty() ? message : message + ", but is " + WireReader.quoted(value));
      return null;
    }
    return value;
  }

  @Override
  public void write(String value, WireWriter out) {
    out.string(value);
  }
}
