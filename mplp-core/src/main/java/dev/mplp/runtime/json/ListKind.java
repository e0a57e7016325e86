package dev.mplp.runtime.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    int violationsBefore = in.violationCount();
    in.enter(0);
    E first = element.read(in);
    List<E> values =
        in.next() == JsonToken.END_ARRAY
            ? (first == null ? List.of() : List.of(first))
            : more(first, in);
    in.leave();
    if (distinct && values.size() > 1 && new HashSet<>(values).size() < values.size()) {
      in.refuse("uniqueItems", "must not repeat an element");
    }
    return in.violationCount() == violationsBefore ? values : null;
  }

  /** Reads from the second element on. */
  private List<E> more(@Nullable E first, WireReader in) {
    List<E> values = new ArrayList<>();
    if (first != null) {
      values.add(first);
    }
    for (int index = 1; in.token() != JsonToken.END_ARRAY; index++) {
      in.at(index);
      E value = element.read(in);
      if (value != null) {
        values.add(value);
      }
      in.next();
    }
    return List.copyOf(values);
  }

  @Override
  public void write(List<E> value, WireWriter out) {
    JsonKind.elements(value, element, out);
  }
}
