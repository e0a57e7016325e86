package dev.mplp.examples.server.json;

import dev.mplp.MplpException;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Objects with a member for each component of a record, named in snake case. A component that may
 * be null is absent then; one called {@code extra} holds the members that no other component has.
 *
 * @param <T> the record
 */
final class RecordForm<T> extends Form<T> {

  private final String name;
  private final Constructor<T> constructor;
  private final @Nullable String kind;
  private final Map<String, Member> byName = new HashMap<>();
  private List<Member> members = List.of();
  private @Nullable Member extra;

  /**
   * A form whose members come by {@link #complete}: they may have this very form.
   *
   * @param name of its schema
   * @param constructor the canonical one
   * @param kind what its member {@code kind} says where the record is one of several; null else
   */
  RecordForm(String name, Constructor<T> constructor, @Nullable String kind) {
    this.name = name;
    this.constructor = constructor;
    this.kind = kind;
  }

  void complete(List<Member> components) {
    this.members = List.copyOf(components);
    for (Member member : members) {
      if (member.isExtra()) {
        extra = member;
      } else if (byName.put(member.name(), member) != null || member.name().equals(kindName())) {
        throw new IllegalStateException(name + " has two members " + member.name());
      }
    }
  }

  private @Nullable String kindName() {
    return kind == null ? null : ChoiceForm.KIND;
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return schemas.refer(name, () -> describe(schemas));
  }

  private JsonObject describe(Schemas schemas) {
    Map<String, JsonValue> properties = new LinkedHashMap<>();
    List<JsonValue> required = new ArrayList<>();
    if (kind != null) {
      properties.put(ChoiceForm.KIND, JsonObject.of("const", kind));
      required.add(new JsonString(ChoiceForm.KIND));
    }
    for (Member member : members) {
      if (!member.isExtra()) {
        properties.put(member.name(), member.schema(schemas));
        if (member.isRequired()) {
          required.add(new JsonString(member.name()));
        }
      }
    }
    JsonObject.Builder schema =
        JsonObject.builder()
            .put("type", "object")
            .put("properties", JsonObject.copyOf(properties))
            .put("additionalProperties", extra != null);
    return required.isEmpty()
        ? schema.build()
        : schema.put("required", new JsonArray(required)).build();
  }

  /** True when an empty object is one of this form. */
  boolean takesNothing() {
    return kind == null && members.stream().noneMatch(Member::isRequired);
  }

  @Override
  public @Nullable T read(JsonValue value, Reading at) {
    if (!(value instanceof JsonObject object)) {
      return at.refuse("type", "must be an object, not " + Words.kindOf(value));
    }
    int before = at.refused();
    refuseUnknown(object, at);
    @Nullable Object[] parts = new Object[members.size()];
    for (int i = 0; i < parts.length; i++) {
      Member member = members.get(i);
      parts[i] = member.isExtra() ? others(object) : member.read(object, at);
    }
    return at.refused() > before ? null : make(parts, at);
  }

  private void refuseUnknown(JsonObject object, Reading at) {
    if (extra != null) {
      return;
    }
    for (String member : object.names()) {
      if (!byName.containsKey(member) && !member.equals(kindName())) {
        at.at(member)
            .refuse(
                "additionalProperties",
                "is not known here; there are "
                    + String.join(", ", byName.keySet().stream().sorted().toList()));
      }
    }
  }

  private JsonObject others(JsonObject object) {
    JsonObject.Builder others = object.toBuilder();
    byName.keySet().forEach(others::remove);
    return others.build();
  }

  private @Nullable T make(@Nullable Object[] parts, Reading at) {
    try {
      return constructor.newInstance(parts);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IllegalArgumentException || cause instanceof MplpException) {
        return at.refuse("value", Words.shortened(String.valueOf(cause.getMessage())));
      }
      throw new IllegalStateException("cannot make a " + name, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + name, e);
    }
  }

  @Override
  public void write(T value, JsonGenerator out) {
    out.writeStartObject();
    if (kind != null) {
      out.writeStringProperty(ChoiceForm.KIND, kind);
    }
    for (Member member : members) {
      member.write(value, out);
    }
    out.writeEndObject();
  }
}
