package dev.mplp.runtime.store;

import dev.mplp.NewerFormException;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.spi.DocumentKey;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The form in which a kind of runtime document is stored: the version is its member {@code v}. What
 * an older version wrote is brought to the present form when it is read; what a newer one wrote is
 * refused, because nobody here knows what it means.
 */
public final class StoredForm {

  private static final String VERSION = "v";

  private final String name;
  private final List<UnaryOperator<JsonObject>> upcasters;

  /**
   * A form that has been the same from its first version on.
   *
   * @param name what is stored, for messages
   * @param version always 1
   */
  public StoredForm(String name, int version) {
    this(name, List.of());
    if (version != 1) {
      throw new IllegalArgumentException("version " + version + " needs upcasters");
    }
  }

  /**
   * A form that has changed.
   *
   * @param name what is stored, for messages
   * @param upcasters the first one makes version 2 of version 1, and so on; what has no version is
   *     of version 1
   */
  public StoredForm(String name, List<UnaryOperator<JsonObject>> upcasters) {
    this.name = name;
    this.upcasters = List.copyOf(upcasters);
  }

  /** The version that is written. */
  public int version() {
    return upcasters.size() + 1;
  }

  /** A body of the present form, with nothing but its version. */
  public JsonObject.Builder begin() {
    return JsonObject.builder().put(VERSION, version());
  }

  /**
   * A stored body in the present form.
   *
   * @param key where it is stored, for messages
   * @throws NewerFormException when a later version of this library wrote it
   */
  public JsonObject read(DocumentKey key, byte[] body) {
    return read(key.kind() + ' ' + key.id(), Wire.object(body));
  }

  /**
   * A stored value in the present form.
   *
   * @param what it is, for messages
   * @throws NewerFormException when a later version of this library wrote it
   */
  public JsonObject read(String what, JsonObject body) {
    JsonValue found = body.get(VERSION);
    int stored = found instanceof JsonNumber ? found.asInt() : 1;
    if (stored > version()) {
      throw new NewerFormException(what, name, stored, version());
    }
    JsonObject present = body;
    for (UnaryOperator<JsonObject> upcaster : upcasters.subList(stored - 1, upcasters.size())) {
      present = upcaster.apply(present);
    }
    return upcasters.isEmpty() || stored == version() ? present : present.with(VERSION, version());
  }
}
