package dev.mplp.examples.server.json;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * One of several records of the protocol, which have no member in common that tells them apart: it
 * is the first that takes the value. When none does, what is said is what the nearest says.
 *
 * @param <T> what they have in common
 */
final class ProtocolChoiceForm<T> extends Form<T> {

  private final String name;
  private final Map<Class<?>, Form<T>> choices;

  ProtocolChoiceForm(String name, Map<Class<?>, Form<T>> choices) {
    this.name = name;
    this.choices = new LinkedHashMap<>(choices);
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return schemas.refer(
        name,
        () -> {
          List<JsonValue> each = new ArrayList<>();
          choices.values().forEach(form -> each.add(form.schema(schemas)));
          return JsonObject.of("anyOf", new JsonArray(each));
        });
  }

  @Override
  public @Nullable T read(JsonValue value, Reading at) {
    @Nullable Reading nearest = null;
    for (Form<T> form : choices.values()) {
      Reading reading = Reading.begin();
      T read = form.read(value, reading);
      if (read != null) {
        return read;
      }
      boolean isNearer =
          nearest == null || reading.violations().size() <= nearest.violations().size();
      nearest = isNearer ? reading : nearest;
    }
    at.noteAll(nearest == null ? List.of() : nearest.violations());
    return null;
  }

  @Override
  public void write(T value, JsonGenerator out) {
    Form<T> form = choices.get(value.getClass());
    if (form == null) {
      throw new IllegalStateException(value.getClass() + " is no " + name);
    }
    form.write(value, out);
  }
}
