package dev.mplp.runtime.event;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record about one element of an object's list: it holds the element, not the object.
 *
 * @param list the member of the object
 * @param key the member that identifies an element; null where elements are only appended
 * @param isRemoval whether the element is gone
 */
record ListPart(String list, @Nullable String key, boolean isRemoval) {

  private static final ListPart MESSAGE = new ListPart("messages", null, false);
  private static final ListPart NODE = new ListPart("nodes", "node_id", false);
  private static final ListPart NODE_GONE = new ListPart("nodes", "node_id", true);

  /** What records of a type are about; null when they are about the object itself. */
  static @Nullable ListPart of(String type) {
    return switch (type) {
      case RecordTypes.DIALOG_MESSAGE -> MESSAGE;
      case RecordTypes.NODE_ADDED, RecordTypes.NODE_MOVED -> NODE;
      case RecordTypes.NODE_REMOVED -> NODE_GONE;
      default -> null;
    };
  }

  /** The object with the element as the record tells it; an empty list is left out. */
  JsonObject apply(JsonObject object, JsonObject body) {
    List<JsonValue> elements = new ArrayList<>();
    JsonValue element = body.get(ObjectBodies.OBJECT);
    boolean placed = false;
    if (object.get(list) instanceof JsonArray former) {
      for (JsonValue one : former) {
        boolean same = key != null && one.asObject().string(key).equals(body.string(key));
        if (!same) {
          elements.add(one);
        } else if (!isRemoval && element != null) {
          elements.add(element);
          placed = true;
        }
      }
    }
    if (!placed && !isRemoval && element != null) {
      elements.add(element);
    }
    boolean isOptional = key != null;
    return elements.isEmpty() && isOptional ? object.without(list) : object.with(list, elements);
  }
}
