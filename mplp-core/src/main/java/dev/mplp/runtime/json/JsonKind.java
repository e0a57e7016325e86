package dev.mplp.runtime.json;

import dev.mplp.Violation.Layer;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of any form: kept as it is, but strict. */
final class JsonKind implements Kind<JsonValue> {

  static final JsonKind ANY = new JsonKind();

  private JsonKind() {}

  @Override
  public @Nullable JsonValue read(WireReader in) {
    return switch (in.token()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case STRING -> new JsonString(in.string());
      case TRUE -> JsonBoolean.TRUE;
      case FALSE -> JsonBoolean.FALSE;
      case NULL -> JsonNull.NULL;
      default -> number(in);
    };
  }

  /** Reads an object; members with violations are left out. */
  static JsonObject object(WireReader in) {
    JsonObject.Builder members = JsonObject.builder();
    while (in.toName()) {
      member(in.name(), members, in);
    }
    return members.build();
  }

  /** Reads the value of a member whose name was just read, unless the object has it already. */
  static void member(String name, JsonObject.Builder members, WireReader in) {
    in.enter(name);
    in.next();
    if (members.has(name)) {
      in.refuse(Layer.JSON, "duplicate-key", "must not be given twice");
    }
    JsonValue value = ANY.read(in);
    members.put(name, value == null ? JsonNull.NULL : value);
    in.leave();
  }

  private static JsonArray array(WireReader in) {
    if (in.next() == JsonToken.END_ARRAY) {
      return JsonArray.empty();
    }
    List<JsonValue> elements = new ArrayList<>();
    in.enter(0);
    do {
      in.at(elements.size());
      JsonValue element = ANY.read(in);
      elements.add(element == null ? JsonNull.NULL : element);
    } while (in.next() != JsonToken.END_ARRAY);
    in.leave();
    return new JsonArray(elements);
  }

  private static @Nullable JsonNumber number(WireReader in) {
    NumberText number = in.number();
    if (!number.isWithin(in.limits())) {
      in.refuse(Layer.LIMIT, "number", Kinds.numberLimit(in.limits()));
      return null;
    }
    return JsonNumber.of(number.value());
  }

  @Override
  public void write(JsonValue value, WireWriter out) {
    if (value instanceof JsonString text) {
      out.string(text.value());
    } else if (value instanceof JsonObject object) {
      out.openObject();
      members(object, out);
      out.closeObject();
    } else if (value instanceof JsonArray array) {
      elements(array.values(), ANY, out);
    } else if (value instanceof JsonNumber number) {
      out.number(number.asBigDecimal());
    } else if (value instanceof JsonBoolean flag) {
      out.bool(flag.asBoolean());
    } else {
      out.nothing();
    }
  }

  /** Writes the members of an object that is already open. */
  static void members(JsonObject object, WireWriter out) {
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      try {
        out.name(member.getKey());
        ANY.write(member.getValue(), out);
      } catch (Unwritable refused) {
        throw refused.under(member.getKey());
      }
    }
  }

  static <E> void elements(List<E> values, Kind<E> kind, WireWriter out) {
    out.openArray();
    for (int i = 0; i < values.size(); i++) {
      try {
        kind.write(values.get(i), out);
      } catch (Unwritable refused) {
        throw refused.under(i);
      }
    }
    out.closeArray();
  }
}
