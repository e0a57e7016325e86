package dev.mplp.runtime.verify;

import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects in wire form, without what is read from the log anyway. */
final class ComparedForm {

  private ComparedForm() {}

  static ObjectRef ref(ProtocolObject object) {
    return new ObjectRef(ObjectId.from(object.id()), object.module(), null);
  }

  static JsonObject of(ProtocolObject object) {
    JsonObject json = Wire.json(object).without("events");
    return object.module() == ModuleName.TRACE ? json.without("segments") : json;
  }

  static Map<ObjectRef, JsonObject> of(List<ProtocolObject> objects) {
    Map<ObjectRef, JsonObject> all = new LinkedHashMap<>();
    objects.forEach(object -> all.put(ref(object), of(object)));
    return all;
  }

  /** What was rebuilt, in the same form. */
  static Map<ObjectRef, JsonObject> of(Map<ObjectRef, JsonObject> rebuilt) {
    Map<ObjectRef, JsonObject> all = new LinkedHashMap<>();
    rebuilt.forEach((ref, json) -> all.put(ref, of(read(ref.module(), json))));
    return all;
  }

  private static ProtocolObject read(ModuleName module, JsonObject json) {
    return Wire.fromJson(ObjectType.of(module).type(), json);
  }
}
