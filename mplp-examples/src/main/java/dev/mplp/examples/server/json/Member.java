package dev.mplp.examples.server.json;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.WireCodec;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What a component of a record is in JSON.
 *
 * @param name of the member
 * @param form of its value
 * @param isNullable whether it may be absent
 * @param isExtra whether it holds the members that have no component of their own
 * @param otherwise what the component is when the member is absent; null for none
 * @param accessor gets the component of a record
 */
record Member(
    String name,
    Form<Object> form,
    boolean isNullable,
    boolean isExtra,
    @Nullable Object otherwise,
    Method accessor) {

  boolean isRequired() {
    return !isNullable && !isExtra && otherwise == null;
  }

  JsonValue schema(Schemas schemas) {
    JsonValue schema = form.schema(schemas);
    if (otherwise == null) {
      return schema;
    }
    JsonValue value = WireCodec.standard().parse(form.writeAll(otherwise));
    // a default that is an object is written as code that is none by generators of clients
    return value instanceof JsonObject
        ? schema.asObject().with("description", "unless given: " + value)
        : schema.asObject().with("default", value);
  }

  @Nullable Object read(JsonObject object, Reading at) {
    JsonValue value = object.get(name);
    if (value == null) {
      return isRequired() ? at.at(name).refuse("required", "must be there") : otherwise;
    }
    return form.read(value, at.at(name));
  }

  void write(Object owner, JsonGenerator out) {
    Object value = get(owner);
    if (isExtra && value instanceof JsonObject others) {
      for (Map.Entry<String, JsonValue> other : others.members().entrySet()) {
        out.writeName(other.getKey());
        out.writeRawValue(other.getValue().toString());
      }
    } else if (value != null) {
      out.writeName(name);
      form.write(value, out);
    }
  }

  private @Nullable Object get(Object owner) {
    try {
      return accessor.invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }
}
