package dev.mplp.runtime.json;

/**
 * One schema that documents can be read by and records written by; {@link Shapes} lists all.
 *
 * @param <T> the record
 */
public final class Shape<T> {

  private final Table<T> table;

  Shape(Table<T> table) {
    this.table = table;
  }

  /** The name of the schema, such as {@code mplp-plan}; for a part of one, what it is. */
  public String name() {
    return table.name();
  }

  /** The record. */
  public Class<T> type() {
    return table.type();
  }

  Table<T> table() {
    return table;
  }

  @Override
  public String toString() {
    return name();
  }
}
