package dev.mplp.examples.server.json;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * One of several records; which one, the member {@code kind} says.
 *
 * @param <T> the sealed interface
 */
final class ChoiceForm<T> extends Form<T> {

  /** The member that tells them apart. */
  static final String KIND = "kind";

  private final String name;
  private final Map<String, Form<T>> byKind = new LinkedHashMap<>();
  private final Map<Class<?>, Form<T>> byType = new LinkedHashMap<>();

  /** A form without any choice yet: {@link #add} makes them. */
  ChoiceForm(String name) {
    this.name = name;
  }

  void add(String kind, Class<?> type, Form<T> form) {
    byKind.put(kind, form);
    byType.put(type, form);
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return schemas.refer(
        name,
        () -> {
          List<JsonValue> choices = new ArrayList<>();
          byKind.values().forEach(form -> choices.add(form.schema(schemas)));
          return JsonObject.of("oneOf", new JsonArray(choices));
        });
  }

  @Override
  public @Nullable T read(JsonValue value, Reading at) {
    if (!(value instanceof JsonObject object)) {
      return at.refuse("type", "must be an object, not " + Words.kindOf(value));
    }
    JsonValue kind = object.get(KIND);
    Form<T> form = kind instanceof JsonString word ? byKind.get(word.asString()) : null;
    return form == null
        ? at.at(KIND).refuse("enum", "must be one of " + String.join(", ", byKind.keySet()))
        : form.read(object, at);
  }

  @Override
  public void write(T value, JsonGenerator out) {
    Form<T> form = byType.get(value.getClass());
    if (form == null) {
      throw new IllegalStateException(value.getClass() + " is no " + name);
    }
    form.write(value, out);
  }
}
