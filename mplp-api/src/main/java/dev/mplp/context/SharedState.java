package dev.mplp.context;

import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The working state of a Context, shared by all who work in it: entries that are changed one by
 * one, each over the version that was read. Every change writes a record to the log, {@code
 * context.state.changed}, which a {@linkplain dev.mplp.event.Events#watch watch} sees.
 *
 * <p>It is changed while the Context is draft, active or suspended, and read as long as the Context
 * is there.
 */
public interface SharedState {

  /** The largest value, in bytes of JSON. */
  int LARGEST = 1 << 20;

  /** What {@link #snapshot} gives has at most so many bytes of JSON. */
  int LARGEST_SNAPSHOT = 16 << 20;

  /**
   * An entry, empty when there is none.
   *
   * @throws dev.mplp.ConflictException code {@code STATE_TYPE} when it holds something else than
   *     the key says
   */
  <V> Optional<Versioned<V>> get(StateKey<V> key);

  /**
   * Sets an entry over the version that was read.
   *
   * @param version 0 when there must be none
   * @return the value and its version
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT} when it has another version,
   *     {@code CONTEXT_NOT_ACTIVE}
   * @throws dev.mplp.ValidationException when the value is larger than {@link #LARGEST}
   */
  <V> Versioned<V> put(StateKey<V> key, V value, long version);

  /**
   * Sets an entry to what {@code change} makes of it, however many others do the same: it is read
   * again and the change repeated until nobody interferes.
   *
   * @param change from the present value, empty when there is none, to the next; without effects of
   *     its own, as it may be called several times
   */
  <V> Versioned<V> update(StateKey<V> key, Function<Optional<V>, V> change);

  /**
   * Removes an entry over the version that was read; it begins with version 1 when it is set again.
   *
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT}, {@code CONTEXT_NOT_ACTIVE}
   */
  void remove(StateKey<?> key, long version);

  /**
   * All entries. Each is as it was at some moment of the call; entries that others change meanwhile
   * may be of different moments.
   *
   * @throws dev.mplp.TooLargeException when they have more than {@link #LARGEST_SNAPSHOT} bytes:
   *     {@link #list} tells them page by page, and {@link #get} each
   */
  StateSnapshot snapshot();

  /**
   * Which entries there are, without their values; the one that was set first comes first.
   *
   * @param after where a former page ended; null for the beginning
   * @param limit 1 to 500
   */
  Page<StateEntry> list(@Nullable Cursor after, int limit);
}
