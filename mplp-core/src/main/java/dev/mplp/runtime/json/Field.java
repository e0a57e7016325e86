package dev.mplp.runtime.json;

/**
 * One member of an object: its name, what it may be, and where the record has it.
 *
 * @param <T> the record
 * @param <V> the Java type of the member
 */
final class Field<T, V> {

  private final String name;
  private final Kind<V> kind;
  private final boolean required;
  private final Accessor<T, V> accessor;
  private final int index;
  private final byte[] written;

  Field(String name, Kind<V> kind, boolean required, Accessor<T, V> accessor, int index) {
    this.name = name;
    this.kind = kind;
    this.required = required;
    this.accessor = accessor;
    this.index = index;
    this.written = WireWriter.encoded('"' + name + "\":");
  }

  String name() {
    return name;
  }

  Kind<V> kind() {
    return kind;
  }

  /** The name as it is written: quoted, with its colon. */
  byte[] written() {
    return written;
  }

  boolean isRequired() {
    return required;
  }

  int index() {
    return index;
  }

  void read(WireReader in) {
    in.put(index, kind.read(in));
  }

  /** Writes the member unless it is absent. */
  void write(T owner, WireWriter out) {
    V value = accessor.of(owner);
    if (value != null) {
      out.raw(written);
      try {
        kind.write(value, out);
      } catch (Unwritable refused) {
        throw refused.under(name);
      }
    }
  }
}
