package dev.mplp.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: member names to values, in the order in which they were given.
 *
 * <p>Two objects are equal when they have equal members, in whatever order.
 */
public final class JsonObject implements JsonValue {

  private static final JsonObject EMPTY = new JsonObject(Map.of());

  private final Map<String, JsonValue> members;

  private JsonObject(Map<String, JsonValue> members) {
    this.members = Collections.unmodifiableMap(members);
  }

  /** The object without members. */
  public static JsonObject empty() {
    return EMPTY;
  }

  /** An object of one member; the value is converted as {@link JsonValue#of(Object)} does. */
  public static JsonObject of(String name, @Nullable Object value) {
    return builder().put(name, value).build();
  }

  /** An object of two members. */
  public static JsonObject of(String n1, @Nullable Object v1, String n2, @Nullable Object v2) {
    return builder().put(n1, v1).put(n2, v2).build();
  }

  /** An object of three members. */
  public static JsonObject of(
      String n1,
      @Nullable Object v1,
      String n2,
      @Nullable Object v2,
      String n3,
      @Nullable Object v3) {
    return builder().put(n1, v1).put(n2, v2).put(n3, v3).build();
  }

  /** An object of the map's entries; values are converted as {@link JsonValue#of(Object)} does. */
  public static JsonObject copyOf(Map<String, ?> members) {
    return JsonValue.of(members).asObject();
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with these members. */
  public Builder toBuilder() {
    return new Builder(members);
  }

  /** A copy in which {@code name} has {@code value}. */
  public JsonObject with(String name, @Nullable Object value) {
    return toBuilder().put(name, value).build();
  }

  /** A copy without the member {@code name}. */
  public JsonObject without(String name) {
    return members.containsKey(name) ? toBuilder().remove(name).build() : this;
  }

  /** The member, empty when absent; a JSON null is present. */
  public Optional<JsonValue> find(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** The member, or null when absent; a JSON null is {@link JsonNull#NULL}. */
  public @Nullable JsonValue get(String name) {
    return members.get(name);
  }

  /** The text of a member; empty when it is absent or no string. */
  public Optional<String> string(String name) {
    return members.get(name) instanceof JsonString text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** True when the member is present, be it null. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** The member names in order. */
  public Set<String> names() {
    return members.keySet();
  }

  /** All members in order, unmodifiable. */
  public Map<String, JsonValue> members() {
    return members;
  }

  /** How many members it has. */
  public int size() {
    return members.size();
  }

  /** True when it has no members. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  @Override
  public JsonObject asObject() {
    return this;
  }

  @Override
  public String type() {
    return "object";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && members.equals(object.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    JsonText.write(this, out);
    return out.toString();
  }

  /** Collects members; not thread-safe. */
  public static final class Builder {

    /** Also the map of an object, once {@code shared}; then it must be copied before a change. */
    private Map<String, JsonValue> members;

    private boolean shared;

    private Builder() {
      members = new LinkedHashMap<>();
    }

    private Builder(Map<String, JsonValue> members) {
      this.members = members;
      this.shared = true;
    }

    /** Sets a member, converted as {@link JsonValue#of(Object)} does; null becomes JSON null. */
    public Builder put(String name, @Nullable Object value) {
      own().put(requireNonNull(name, "name"), JsonValue.of(value));
      return this;
    }

    /** Sets a member unless {@code value} is null. */
    public Builder putIfPresent(String name, @Nullable Object value) {
      return value == null ? this : put(name, value);
    }

    /** True when the member is there already, be it null. */
    public boolean has(String name) {
      return members.containsKey(name);
    }

    /** Removes a member if it is there. */
    public Builder remove(String name) {
      own().remove(name);
      return this;
    }

    /** The object as collected so far; the builder may go on. */
    public JsonObject build() {
      if (members.isEmpty()) {
        return EMPTY;
      }
      shared = true;
      return new JsonObject(members);
    }

    private Map<String, JsonValue> own() {
      if (shared) {
        members = new LinkedHashMap<>(members);
        shared = false;
      }
      return members;
    }
  }
}
