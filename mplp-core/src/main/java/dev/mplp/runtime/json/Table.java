package dev.mplp.runtime.json;

import static java.util.Objects.requireNonNull;

import dev.mplp.Violation.Layer;
import dev.mplp.model.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One schema as a table: the members of an object in the order in which they are written, each with
 * what it may be, whether it must be there, and where the record has it. Reading and writing both
 * follow this table; {@link Shape} is how others name it.
 *
 * @param <T> the record
 */
final class Table<T> implements Kind<T> {

  private final String name;
  private final Class<T> type;
  private final List<Field<T, ?>> fields;
  private final Map<String, Field<T, ?>> byName = new HashMap<>();
  private final long requiredFields;
  private final @Nullable Function<T, JsonObject> extra;
  private final Function<Values, T> constructor;

  private Table(Builder<T> builder, Function<Values, T> constructor) {
    this.name = builder.name;
    this.type = builder.type;
    this.fields = List.copyOf(builder.fields);
    this.extra = builder.extra;
    this.constructor = constructor;
    long required = 0;
    for (Field<T, ?> field : fields) {
      byName.put(field.name(), field);
      required |= field.isRequired() ? bit(field) : 0;
    }
    this.requiredFields = required;
  }

  /** Begins the table of an object. */
  static <T> Builder<T> of(String name, Class<T> type) {
    return new Builder<>(name, type);
  }

  /** The name of the schema, such as {@code mplp-plan}; for a part of one, what it is. */
  String name() {
    return name;
  }

  List<Field<T, ?>> fields() {
    return fields;
  }

  /** True when members beyond the table are allowed. */
  boolean isOpen() {
    return extra != null;
  }

  /** The record. */
  Class<T> type() {
    return type;
  }

  @Override
  public @Nullable T read(WireReader in) {
    if (in.token() != JsonToken.START_OBJECT) {
      in.refuseType("an object");
      return null;
    }
    int violationsBefore = in.violationCount();
    int outer = in.open(fields.size());
    JsonObject more = members(in);
    T value =
        in.violationCount() == violationsBefore ? constructor.apply(new Values(in, more)) : null;
    in.close(outer);
    return value;
  }

  /** Reads all members into the reader's slots; answers those that are not in the table. */
  private JsonObject members(WireReader in) {
    long seen = 0;
    int expected = 0;
    JsonObject.@Nullable Builder more = null;
    Set<String> unknown = null;
    while (in.toName()) {
      Field<T, ?> field = take(in, expected);
      String member = field == null ? in.name() : field.name();
      field = field == null ? byName.get(member) : field;
      if (field != null) {
        expected = field.index() + 1;
        in.enter(member);
        in.next();
        if ((seen & bit(field)) != 0) {
          in.refuse(Layer.JSON, "duplicate-key", "must not be given twice");
        }
        field.read(in);
        in.leave();
        seen |= bit(field);
      } else if (extra != null) {
        more = more == null ? JsonObject.builder() : more;
        JsonKind.member(member, more, in);
      } else {
        unknown = unknown == null ? new HashSet<>() : unknown;
        refuseUnknown(member, !unknown.add(member), in);
      }
    }
    if ((requiredFields & ~seen) != 0) {
      refuseMissing(requiredFields & ~seen, in);
    }
    return more == null ? JsonObject.empty() : more.build();
  }

  /** Takes the name that comes if it is one of those expected, which in our own order it is. */
  private @Nullable Field<T, ?> take(WireReader in, int expected) {
    for (int i = expected; i < fields.size(); i++) {
      if (in.takeName(fields.get(i).written())) {
        return fields.get(i);
      }
    }
    return null;
  }

  private void refuseUnknown(String member, boolean again, WireReader in) {
    if (!again) {
      in.refuse("additionalProperties", "must not have the member \"" + member + '"');
    }
    in.enter(member);
    in.next();
    if (again) {
      in.refuse(Layer.JSON, "duplicate-key", "must not be given twice");
    }
    JsonKind.ANY.read(in);
    in.leave();
  }

  private void refuseMissing(long missing, WireReader in) {
    for (Field<T, ?> field : fields) {
      if ((missing & bit(field)) != 0) {
        in.refuse("required", "must have the member \"" + field.name() + '"');
      }
    }
  }

  private static long bit(Field<?, ?> field) {
    return 1L << field.index();
  }

  @Override
  public void write(T value, WireWriter out) {
    out.openObject();
    for (int i = 0; i < fields.size(); i++) {
      fields.get(i).write(value, out);
    }
    if (extra != null) {
      JsonKind.members(extra.apply(value), out);
    }
    out.closeObject();
  }

  @Override
  public String toString() {
    return name;
  }

  /** The values that were read for one object, on the way to its constructor. */
  static final class Values {

    private final WireReader in;
    private final JsonObject extra;

    private Values(WireReader in, JsonObject extra) {
      this.in = in;
      this.extra = extra;
    }

    /** The value of a required field. */
    <V> V get(Field<?, V> field) {
      return in.get(field);
    }

    /** The value of an optional field, null if absent. */
    <V> @Nullable V find(Field<?, V> field) {
      return in.find(field);
    }

    /** The members that are not in the table. */
    JsonObject extra() {
      return extra;
    }
  }

  /** Collects the rows of a table; each answers with a handle that fetches its value. */
  static final class Builder<T> {

    private final String name;
    private final Class<T> type;
    private final List<Field<T, ?>> fields = new ArrayList<>();
    private @Nullable Function<T, JsonObject> extra;

    private Builder(String name, Class<T> type) {
      this.name = name;
      this.type = type;
    }

    <V> Field<T, V> required(String member, Kind<V> kind, Accessor<T, V> accessor) {
      return add(member, kind, true, accessor);
    }

    <V> Field<T, V> optional(String member, Kind<V> kind, Accessor<T, V> accessor) {
      return add(member, kind, false, accessor);
    }

    private <V> Field<T, V> add(
        String member, Kind<V> kind, boolean required, Accessor<T, V> accessor) {
      Field<T, V> field = new Field<>(member, kind, required, accessor, fields.size());
      fields.add(field);
      return field;
    }

    /** Allows further members and says where the record keeps them. */
    Builder<T> open(Function<T, JsonObject> extra) {
      this.extra = requireNonNull(extra, "extra");
      return this;
    }

    Table<T> build(Function<Values, T> constructor) {
      return new Table<>(this, constructor);
    }
  }
}
