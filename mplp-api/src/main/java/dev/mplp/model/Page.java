package dev.mplp.model;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items what is on this page, in the order of the list
 * @param next where the next page begins; null when this is the last
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable Cursor next) {

  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }

  /** The last page of a list. */
  public static <T> Page<T> last(List<T> items) {
    return new Page<>(items, null);
  }

  /** True when there is another page. */
  public boolean hasNext() {
    return next != null;
  }

  /** The same page of other items. */
  public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
    return new Page<>(items.stream().<R>map(mapper).toList(), next);
  }
}
