package dev.mplp.examples.server.json;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Arrays, as lists or as sets, in which nothing is there twice. */
final class ListForm<E, C extends Collection<E>> extends Form<C> {

  private final Form<E> element;
  private final Collector<E, C> collector;
  private final boolean isSet;

  private ListForm(Form<E> element, boolean isSet, Collector<E, C> collector) {
    this.element = element;
    this.isSet = isSet;
    this.collector = collector;
  }

  static <E> Form<List<E>> list(Form<E> element) {
    return new ListForm<>(element, false, items -> items);
  }

  static <E> Form<Set<E>> set(Form<E> element) {
    return new ListForm<>(element, true, LinkedHashSet::new);
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    JsonObject schema = JsonObject.of("type", "array", "items", element.schema(schemas));
    return isSet ? schema.with("uniqueItems", true) : schema;
  }

  @Override
  public @Nullable C read(JsonValue value, Reading at) {
    if (!(value instanceof JsonArray array)) {
      return at.refuse("type", "must be an array, not " + Words.kindOf(value));
    }
    List<E> items = new ArrayList<>();
    int index = 0;
    for (JsonValue one : array) {
      E item = element.read(one, at.at(Integer.toString(index++)));
      if (item != null) {
        items.add(item);
      }
    }
    C read = collector.collect(items);
    return items.size() < index || read.size() < index
        ? items.size() < index ? null : at.refuse("uniqueItems", "must not have anything twice")
        : read;
  }

  @Override
  public void write(C value, JsonGenerator out) {
    out.writeStartArray();
    for (E item : value) {
      element.write(item, out);
    }
    out.writeEndArray();
  }

  private interface Collector<E, C> {
    C collect(List<E> items);
  }
}
