package dev.mplp.runtime.json;

import org.jspecify.annotations.Nullable;

/**
 * Where a record has a member.
 *
 * @param <T> the record
 * @param <V> the Java type of the member
 */
@FunctionalInterface
interface Accessor<T, V> {

  /** The member of this record, null if absent. */
  @Nullable V of(T owner);
}
