package dev.mplp.runtime.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** An array of elements of one kind. */
record ListKind<E>(Kind<E> element, boolean notEmpty, boolean distinct) implements Kind<List<E>> {

  @Override
  public @Nullable List<E> read(WireReader in) {
    if (in.token() != JsonToken.START_ARRAY) {
      in.refuseType("an array");
      return null;
    }
    if (in.next() == JsonToken.END_ARRAY) {
      if (notEmpty) {
        in.refuse("minItems", "must have at least one element");
        return null;
      }
      return List.of();
    }
    List<E> values = new ArrayList<>();
    boolean complete = true;
    in.enter(0);
    int index = 0;
    do {
      in.at(index++);
      E value = element.read(in);
      if (value == null) {
        complete = false;
      } else {
        values.add(value);
      }
    } while (in.next() != JsonToken.END_ARRAY);
    in.leave();
    if (distinct && values.stream().distinct().count() < values.size()) {
      in.refuse("uniqueItems", "must not repeat an element");
      return null;
    }
    return complete ? List.copyOf(values) : null;
  }

  @Override
  public void write(List<E> value, WireWriter out) {
    JsonKind.elements(value, element, out);
  }
}
