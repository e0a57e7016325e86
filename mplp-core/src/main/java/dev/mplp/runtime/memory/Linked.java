package dev.mplp.runtime.memory;

import org.jspecify.annotations.Nullable;

/** An element that carries its own links, so that a {@link Chain} adds and removes it for free. */
abstract class Linked<T extends Linked<T>> {
  @Nullable T previous;
  @Nullable T next;
}
